/*
 * Acronyms that the article explains: "Name of It (NOI)", "NOI [NAME OF IT]",
 * or by the initials of a name.
 */
#ifndef ACRONYMS_H
#define ACRONYMS_H

#include "facets/document.h"

/* A name takes in the word before it that the acronym after it counts. */
void acronyms_widen(struct document *);

/* In text without case: adds names that brackets explain. */
void acronyms_long_forms(struct document *);

/* Give acronyms the values of what they stand for; those must be known. */
void acronyms_resolve(struct document *);

/* USB, CMOS: acronyms that nothing in the article shows to be a body. */
void acronyms_mute(struct document *);

#endif

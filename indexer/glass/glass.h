/*
 * The glass format, as far as a writer of whole new databases needs it: read
 * by Xapian 1.4.0 and later.  The other files of this folder write by this
 * description; nothing else in the program knows it.
 *
 * A database is a directory of tables and one file, iamglass, that says where
 * their roots are.  A table is a B-tree in a file NAME.glass: keys of at most
 * 255 bytes, compared as bytes, to tags of any length.
 *
 * Packing
 *	vu		unsigned integer, 7 bits a byte, low first
 *	str		vu length, bytes
 *	sorted int	ordered as bytes: below 0x8000 two bytes, high first;
 *			else its length n, from 3, as n - 2 one bits, then its
 *			bits
 *	sorted str	FF after each NUL; a NUL ends it, left out where
 *			nothing follows
 *	bytes		integer, low byte first, no zero bytes at the end
 *
 * iamglass (at most 256 bytes)
 *	16 bytes	magic and format version: GLASS_MAGIC
 *	16 bytes	UUID
 *	vu		revision of the last commit
 *	6 roots		postlist docdata termlist position spelling synonym
 *	8 vu		documents; last document id less those; smallest length
 *			above 0; greatest wdf; greatest length less that; 0
 *			(oldest changeset); sum of all lengths; greatest
 *			frequency of a word for the speller
 *	A root is vu root block, vu level << 2 | sequential << 1 | fake, vu
 *	entries, vu block size >> 11, vu least size to compress, str free list.
 *	An empty table has a fake root: block 0, level 0, an empty free list and
 *	no block; it needs no file unless it is postlist or termlist.  The free
 *	list of a new table is vu revision, vu blocks in the file, four zeros.
 *
 * Block (2 to 64 KiB; integers high byte first)
 *	u32 revision  u8 level  u16 greatest gap  u16 free bytes
 *	u16 end of the directory
 *	from byte 11	directory: u16 offsets of the items in the order of keys
 *	Items lie at the end of the block; here the first is the last one in it,
 *	so that all free bytes are one gap.
 *
 * Leaf item (level 0)
 *	u16 size - 3, | 8000 compressed | 4000 last | 2000 first component
 *	u8 key length, key, u16 component (not if it is the first), tag bytes
 *	An item takes at most a quarter of a block: a longer tag is cut into
 *	components from 1.  The first item of block 0 has no key and no tag.
 *
 * Branch item
 *	u32 block, u8 key length, key, u16 component
 *	The key of the first item in each branch block is empty.  The others' is
 *	the shortest that divides: a prefix of the first key of its leaf that
 *	differs from the last key before it.
 *
 * Blocks are numbered as they are finished: a table is one file written from
 * its start to its end, leaves ascending ("sequential"), the root last.
 *
 * postlist, its keys in byte order
 *	00 C0 name	metadata: the value
 *	00 D0 bytes	of a value slot: vu frequency, str lowest, the highest
 *			(nothing if it is the same)
 *	00 D8 vu sorted	slot, document id; a chunk of its values: str, (vu gap
 *			- 1, str)*
 *	00 E0 [sorted]	lengths of documents, as a posting list, tf = cf = 0
 *	sorted term [sorted id]
 *			a chunk of a posting list; the first one without id
 *	A first chunk begins with vu tf, vu cf, vu id - 1.  Each chunk is '1' if
 *	it is the last, else '0'; vu last id - first id; vu wdf, (vu gap - 1, vu
 *	wdf)*.
 *
 * position
 *	sorted term, sorted id
 *			vu last; if there are more, bits, low ones first: first
 *			out of last, n - 2 out of last - first, then the others,
 *			interpolative (pack_positions()); no entry without any
 *
 * termlist
 *	sorted id	vu length of the document, vu terms; of the first term
 *			u8 length, bytes, vu wdf; then of each what it shares
 *			with the one before, u8 more bytes, these, vu wdf.
 *			Shared is one byte; or (wdf + 1) * (previous length + 1)
 *			+ shared if that is below 256 and wdf below 127, and
 *			then the wdf is left out.  Empty if there are no terms
 *	sorted id, 00	the slots that have values: (vu slot - previous - 1)*
 *
 * docdata
 *	sorted id	the data; no entry if it is empty
 *
 * spelling
 *	W word		its frequency as bytes
 *	H ab, T yz	the words that begin with ab, that end in yz,
 *	B az, M abc	those of up to four bytes from a to z, that have abc in
 *			them: in order, each as what it shares with the one
 *			before and how many bytes follow, both bytes ^ 96, and
 *			these; the first shares nothing and does not say so
 *
 * Tags of 18 bytes and more of docdata, termlist and spelling may be deflated;
 * that is said item by item, so they need not be.
 */
#ifndef GLASS_H
#define GLASS_H

#include "buf.h"

#define GLASS_MAGIC "\017\015Xapian Glass\004\156"	/* 16: 2016-03-14 */
#define GLASS_MAGIC_SIZE 16
#define GLASS_KEY_MAX 255
#define GLASS_TERM_MAX 245
#define GLASS_BLOCK_SIZE 8192
#define GLASS_BLOCK_MIN 2048
#define GLASS_BLOCK_MAX 65536
#define GLASS_COMPRESS_MIN 18
#define GLASS_CHUNK 2000		/* bytes, after which a chunk ends */
#define GLASS_REVISION 1		/* of a new database */

/* Tables, in the order of iamglass. */
enum glass_table {
	GLASS_POSTLIST,
	GLASS_DOCDATA,
	GLASS_TERMLIST,
	GLASS_POSITION,
	GLASS_SPELLING,
	GLASS_SYNONYM,
	GLASS_TABLES
};

/* Append, as described above. */
void pack_sorted_uint(struct buf *, uint32_t);
void pack_sorted_str(struct buf *, struct str, bool is_last);
void pack_bytes(struct buf *, uint32_t);

/*
 * n positions, ascending, at least one.  The interpolative code writes the
 * middle of what lies between two known numbers, then what lies on its two
 * sides; a number out of k takes ceil(log2 k) bits, one less in the middle of
 * the range where k is no power of two.
 * Source: Witten, Moffat, Bell: Managing Gigabytes, 2nd edition, 3.4.
 */
void pack_positions(struct buf *, const uint32_t *position, size_t n);

#endif

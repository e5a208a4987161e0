#include "writer.h"

void
writer_close(struct writer *w)
{
	xap_writer_close(w->xap);
	bulk_close(w->bulk);
	*w = (struct writer){ 0 };
}

const struct error *
writer_get(struct writer *w, struct str key, struct buf *out)
{
	if (w->bulk == NULL)
		return xap_writer_get(w->xap, key, out);
	buf_reset(out);
	buf_str(out, bulk_get(w->bulk, key));
	return NULL;
}

const struct error *
writer_set(struct writer *w, struct str key, struct str value)
{
	if (w->bulk == NULL)
		return xap_writer_set(w->xap, key, value);
	bulk_set(w->bulk, key, value);
	return NULL;
}

const struct error *
writer_start(struct writer *w, struct str data)
{
	w->data = data;
	return w->bulk == NULL ? xap_doc_start(w->xap, data) : NULL;
}

const struct error *
writer_flag(struct writer *w, struct str term)
{
	if (w->bulk == NULL)
		return xap_doc_term(w->xap, term, 0, NULL, 0);
	bulk_flag(w->bulk, bulk_term(w->bulk, term));
	return NULL;
}

void
writer_repeat_release(struct writer_repeat *r)
{
	buf_release(&r->term);
}

const struct error *
writer_repeat(struct writer *w, struct writer_repeat *r, struct str term)
{
	if (w->bulk == NULL)
		return writer_flag(w, term);
	if (r->batch != bulk_batch(w->bulk) ||
	    !str_eq(term, buf_slice(&r->term))) {
		buf_reset(&r->term);
		buf_str(&r->term, term);
		r->number = bulk_term(w->bulk, term);
		r->batch = bulk_batch(w->bulk);
	}
	bulk_flag(w->bulk, r->number);
	return NULL;
}

const struct error *
writer_value(struct writer *w, unsigned slot, struct str value)
{
	if (w->bulk == NULL)
		return xap_doc_value(w->xap, slot, value);
	bulk_value(w->bulk, slot, value);
	return NULL;
}

const struct error *
writer_add(struct writer *w, unsigned length, uint32_t *docid)
{
	if (w->bulk == NULL)
		return xap_doc_add(w->xap, docid);
	return bulk_add(w->bulk, length, w->data, docid);
}

const struct error *
writer_commit(struct writer *w)
{
	return w->bulk == NULL ? xap_writer_commit(w->xap) :
	    bulk_finish(w->bulk);
}

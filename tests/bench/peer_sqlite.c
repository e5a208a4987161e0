/*
 * SQLite FTS5 with facets in a table beside it, to compare with.  Facets come
 * ready made with the records.
 *
 *	peer_sqlite index FILE RECORDS.jsonl
 *	peer_sqlite search FILE QUERY [FACET=VALUE...]	an FTS5 query, "" is all
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <sqlite3.h>

static const char *const facets[] = { "actor", "location", "org_type" };

static void
check(sqlite3 *db, int status)
{
	if (status == SQLITE_OK || status == SQLITE_ROW ||
	    status == SQLITE_DONE)
		return;
	fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static sqlite3_stmt *
prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s;

	check(db, sqlite3_prepare_v2(db, sql, -1, &s, NULL));
	return s;
}

static void
bind(sqlite3_stmt *s, int i, const json_t *record, const char *key)
{
	const char *text = json_string_value(json_object_get(record, key));

	sqlite3_bind_text(s, i, text != NULL ? text : "", -1,
	    SQLITE_TRANSIENT);
}

static void
add_facets(sqlite3 *db, sqlite3_stmt *s, sqlite3_int64 doc,
    const json_t *record)
{
	for (int f = 0; f < 3; f++) {
		const json_t *list = json_object_get(record, facets[f]), *v;
		size_t i;

		json_array_foreach(list, i, v) {
			sqlite3_bind_int64(s, 1, doc);
			sqlite3_bind_int(s, 2, f);
			sqlite3_bind_text(s, 3, json_string_value(v), -1,
			    SQLITE_TRANSIENT);
			check(db, sqlite3_step(s));
			sqlite3_reset(s);
		}
	}
}

static void
index_file(sqlite3 *db, const char *path)
{
	sqlite3_stmt *text, *facet;
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	sqlite3_int64 doc = 0;

	if (in == NULL)
		exit(1);
	check(db, sqlite3_exec(db, "PRAGMA journal_mode=off;"
	    "CREATE VIRTUAL TABLE news USING fts5(title, text, date UNINDEXED,"
	    "    tokenize='porter unicode61');"
	    "CREATE TABLE facet(doc INTEGER, facet INTEGER, value TEXT,"
	    "    PRIMARY KEY(doc, facet, value)) WITHOUT ROWID;"
	    "BEGIN", NULL, NULL, NULL));
	text = prepare(db, "INSERT INTO news(rowid, title, text, date) "
	    "VALUES(?, ?, ?, ?)");
	facet = prepare(db, "INSERT OR IGNORE INTO facet VALUES(?, ?, ?)");
	while (getline(&line, &cap, in) > 0) {
		json_t *record = json_loads(line, 0, NULL);

		if (record == NULL)
			continue;
		sqlite3_bind_int64(text, 1, ++doc);
		bind(text, 2, record, "title");
		bind(text, 3, record, "text");
		bind(text, 4, record, "date");
		check(db, sqlite3_step(text));
		sqlite3_reset(text);
		add_facets(db, facet, doc, record);
		json_decref(record);
	}
	sqlite3_finalize(text);
	sqlite3_finalize(facet);
	check(db, sqlite3_exec(db, "CREATE INDEX by_value ON "
	    "facet(facet, value); COMMIT;"
	    "INSERT INTO news(news) VALUES('optimize')", NULL, NULL, NULL));
	free(line);
	fclose(in);
}

static void
print_rows(sqlite3 *db, sqlite3_stmt *s, const char *query)
{
	if (sqlite3_bind_parameter_count(s) > 0)
		sqlite3_bind_text(s, 1, query, -1, SQLITE_STATIC);
	while (sqlite3_step(s) == SQLITE_ROW)
		printf("%s\t%s\n", (const char *)sqlite3_column_text(s, 0),
		    (const char *)sqlite3_column_text(s, 1));
	check(db, sqlite3_reset(s));
	sqlite3_finalize(s);
}

/* The paragraphs that match, as a condition on the column named. */
static void
add_where(char *sql, size_t size, const char *column, const char *query,
    int n, char **filter)
{
	size_t at = strlen(sql);

	at += (size_t)snprintf(sql + at, size - at, " WHERE 1");
	if (*query != '\0')
		at += (size_t)snprintf(sql + at, size - at, strcmp(column,
		    "rowid") == 0 ? " AND news MATCH ?1" : " AND %s IN "
		    "(SELECT rowid FROM news WHERE news MATCH ?1)", column);
	for (int i = 0; i < n; i++)
		for (int f = 0; f < 3; f++) {
			size_t k = strlen(facets[f]);

			if (strncmp(filter[i], facets[f], k) == 0 &&
			    filter[i][k] == '=')
				at += (size_t)snprintf(sql + at, size - at,
				    " AND %s IN (SELECT doc FROM facet WHERE "
				    "facet = %d AND value = '%s')", column, f,
				    filter[i] + k + 1);
		}
}

static void
search(sqlite3 *db, const char *query, int n, char **filter)
{
	char sql[4096];

	snprintf(sql, sizeof(sql), "SELECT %s, title FROM news",
	    *query != '\0' ? "snippet(news, 1, '[', ']', '...', 30)" : "text");
	add_where(sql, sizeof(sql), "rowid", query, n, filter);
	strcat(sql, *query != '\0' ? " ORDER BY rank LIMIT 10" :
	    " ORDER BY rowid DESC LIMIT 10");
	print_rows(db, prepare(db, sql), query);
	for (int f = 0; f < 3; f++) {
		snprintf(sql, sizeof(sql), "SELECT value, count(*) AS n FROM "
		    "facet");
		add_where(sql, sizeof(sql), "doc", query, n, filter);
		snprintf(sql + strlen(sql), sizeof(sql) - strlen(sql),
		    " AND facet = %d GROUP BY value ORDER BY n DESC LIMIT 10",
		    f);
		print_rows(db, prepare(db, sql), query);
	}
}

int
main(int argc, char **argv)
{
	sqlite3 *db;

	if (argc < 4)
		return 2;
	if (strcmp(argv[1], "index") == 0)
		remove(argv[2]);
	check(NULL, sqlite3_open(argv[2], &db));
	if (strcmp(argv[1], "index") == 0)
		index_file(db, argv[3]);
	else
		search(db, argv[3], argc - 4, argv + 4);
	sqlite3_close(db);
	return 0;
}

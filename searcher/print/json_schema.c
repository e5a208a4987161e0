/*
 * --schema: the JSON Schema (draft 2020-12) of what --format json prints, a
 * hit's part of it from the table of fields.
 */
#include "json.h"
#include "print.h"

static const char head[] =
    "{\n"
    "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
    "  \"title\": \"what searcher --format json prints; with --batch, each"
    " line\",\n"
    "  \"anyOf\": [\n"
    "    {\"$ref\": \"#/$defs/answer\"},\n"
    "    {\"$ref\": \"#/$defs/timeline\"},\n"
    "    {\"$ref\": \"#/$defs/cooccurrence\"},\n"
    "    {\"$ref\": \"#/$defs/comparison\"},\n"
    "    {\"$ref\": \"#/$defs/values\"}\n"
    "  ],\n"
    "  \"$defs\": {\n"
    "    \"count\": {\"type\": \"integer\", \"minimum\": 0},\n"
    "    \"texts\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}},\n"
    "    \"ranges\": {\n"
    "      \"type\": \"array\",\n"
    "      \"items\": {\"type\": \"array\", \"items\": {\"$ref\":"
    " \"#/$defs/count\"}, \"minItems\": 2, \"maxItems\": 2}\n"
    "    },\n"
    "    \"paragraphs\": {\n"
    "      \"type\": \"array\",\n"
    "      \"items\": {\n"
    "        \"type\": \"object\",\n"
    "        \"required\": [\"id\", \"text\"],\n"
    "        \"properties\": {\"id\": {\"type\": \"string\"}, \"text\":"
    " {\"type\": \"string\"}}\n"
    "      }\n"
    "    },\n"
    "    \"context\": {\n"
    "      \"type\": \"object\",\n"
    "      \"required\": [\"before\", \"after\"],\n"
    "      \"properties\": {\"before\": {\"$ref\": \"#/$defs/paragraphs\"},"
    " \"after\": {\"$ref\": \"#/$defs/paragraphs\"}}\n"
    "    },\n"
    "    \"values\": {\n"
    "      \"description\": \"the most frequent first\",\n"
    "      \"type\": \"array\",\n"
    "      \"items\": {\n"
    "        \"type\": \"object\",\n"
    "        \"required\": [\"value\", \"count\", \"selected\"],\n"
    "        \"properties\": {\n"
    "          \"value\": {\"type\": \"string\"},\n"
    "          \"count\": {\"$ref\": \"#/$defs/count\"},\n"
    "          \"selected\": {\"type\": \"boolean\"}\n"
    "        }\n"
    "      }\n"
    "    },\n"
    "    \"timeline\": {\n"
    "      \"type\": \"object\",\n"
    "      \"required\": [\"schema\", \"periods\", \"undated\"],\n"
    "      \"properties\": {\n"
    "        \"schema\": {\"const\": 1},\n"
    "        \"periods\": {\n"
    "          \"description\": \"in the order of time\",\n"
    "          \"type\": \"array\",\n"
    "          \"items\": {\n"
    "            \"type\": \"object\",\n"
    "            \"required\": [\"period\", \"count\"],\n"
    "            \"properties\": {\n"
    "              \"period\": {\"type\": \"string\", \"pattern\":"
    " \"^[0-9]{4}(-[0-9]{2}){0,2}$\"},\n"
    "              \"count\": {\"$ref\": \"#/$defs/count\"}\n"
    "            }\n"
    "          }\n"
    "        },\n"
    "        \"undated\": {\"$ref\": \"#/$defs/count\"}\n"
    "      }\n"
    "    },\n"
    "    \"cooccurrence\": {\n"
    "      \"type\": \"object\",\n"
    "      \"required\": [\"schema\", \"query\", \"total\", \"values\","
    " \"pairs\"],\n"
    "      \"properties\": {\n"
    "        \"schema\": {\"const\": 1},\n"
    "        \"query\": {\"type\": \"string\"},\n"
    "        \"total\": {\"$ref\": \"#/$defs/count\"},\n"
    "        \"values\": {\"description\": \"lists of values with their"
    " counts, by facet\", \"type\": \"object\"},\n"
    "        \"pairs\": {\n"
    "          \"description\": \"the most frequent first\",\n"
    "          \"type\": \"array\",\n"
    "          \"items\": {\n"
    "            \"type\": \"object\",\n"
    "            \"required\": [\"a\", \"b\", \"count\"],\n"
    "            \"properties\": {\"a\": {\"type\": \"string\"}, \"b\":"
    " {\"type\": \"string\"}, \"count\": {\"$ref\": \"#/$defs/count\"}}\n"
    "          }\n"
    "        }\n"
    "      }\n"
    "    },\n"
    "    \"contrasts\": {\n"
    "      \"description\": \"by g2; two numbers are of the query, and of"
    " --compare\",\n"
    "      \"type\": \"array\",\n"
    "      \"items\": {\n"
    "        \"type\": \"object\",\n"
    "        \"required\": [\"value\", \"count\", \"share\", \"log_ratio\","
    " \"g2\"],\n"
    "        \"properties\": {\n"
    "          \"value\": {\"type\": \"string\"},\n"
    "          \"count\": {\"type\": \"array\", \"items\": {\"$ref\":"
    " \"#/$defs/count\"}, \"minItems\": 2, \"maxItems\": 2},\n"
    "          \"share\": {\"description\": \"in a thousand\", \"type\":"
    " \"array\", \"items\": {\"type\": \"number\"}, \"minItems\": 2,"
    " \"maxItems\": 2},\n"
    "          \"log_ratio\": {\"type\": \"number\"},\n"
    "          \"g2\": {\"type\": \"number\", \"minimum\": 0}\n"
    "        }\n"
    "      }\n"
    "    },\n"
    "    \"comparison\": {\n"
    "      \"type\": \"object\",\n"
    "      \"required\": [\"schema\", \"query\", \"compare\", \"totals\","
    " \"facets\"],\n"
    "      \"properties\": {\n"
    "        \"schema\": {\"const\": 1},\n"
    "        \"query\": {\"type\": \"string\"},\n"
    "        \"compare\": {\"type\": \"string\"},\n"
    "        \"totals\": {\"type\": \"array\", \"items\": {\"$ref\":"
    " \"#/$defs/count\"}, \"minItems\": 2, \"maxItems\": 2},\n"
    "        \"facets\": {\n"
    "          \"type\": \"object\",\n"
    "          \"properties\": {\n"
    "            \"actor\": {\"$ref\": \"#/$defs/contrasts\"},\n"
    "            \"location\": {\"$ref\": \"#/$defs/contrasts\"},\n"
    "            \"org_type\": {\"$ref\": \"#/$defs/contrasts\"}\n"
    "          }\n"
    "        }\n"
    "      }\n"
    "    },\n"
    "    \"explain\": {\n"
    "      \"type\": \"object\",\n"
    "      \"required\": [\"query\", \"parts\", \"scores\", \"ms\"],\n"
    "      \"properties\": {\n"
    "        \"query\": {\"description\": \"with all its operators\","
    " \"type\": \"string\"},\n"
    "        \"parts\": {\"type\": \"array\", \"items\": {\n"
    "          \"type\": \"object\",\n"
    "          \"required\": [\"text\", \"ranks\", \"terms\"],\n"
    "          \"properties\": {\n"
    "            \"text\": {\"type\": \"string\"},\n"
    "            \"ranks\": {\"description\": \"or restricts only\","
    " \"type\": \"boolean\"},\n"
    "            \"terms\": {\"type\": \"array\", \"items\": {\n"
    "              \"type\": \"object\",\n"
    "              \"required\": [\"term\", \"documents\"],\n"
    "              \"properties\": {\n"
    "                \"term\": {\"type\": \"string\"},\n"
    "                \"documents\": {\"$ref\": \"#/$defs/count\"}\n"
    "              }\n"
    "            }}\n"
    "          }\n"
    "        }},\n"
    "        \"scores\": {\"description\": \"of each hit, what adds up to"
    " its score\", \"type\": \"array\", \"items\":\n"
    "          {\"type\": \"array\", \"items\": {\n"
    "            \"type\": \"object\",\n"
    "            \"required\": [\"text\", \"paragraph\", \"article\"],\n"
    "            \"properties\": {\n"
    "              \"text\": {\"type\": \"string\"},\n"
    "              \"paragraph\": {\"type\": \"number\"},\n"
    "              \"article\": {\"type\": \"number\"}\n"
    "            }\n"
    "          }}\n"
    "        },\n"
    "        \"ms\": {\"description\": \"milliseconds of each stage\","
    " \"type\": \"object\"}\n"
    "      }\n"
    "    },\n"
    "    \"answer\": {\n"
    "      \"type\": \"object\",\n"
    "      \"required\": [\"schema\", \"query\", \"total\", \"relaxed\","
    " \"offset\", \"limit\", \"hits\", \"facets\", \"did_you_mean\"],\n"
    "      \"properties\": {\n"
    "        \"schema\": {\"const\": 1},\n"
    "        \"batch\": {\"description\": \"the query's id, with --batch\","
    " \"type\": \"string\"},\n"
    "        \"query\": {\"type\": \"string\"},\n"
    "        \"total\": {\"description\": \"paragraphs that match\","
    " \"$ref\": \"#/$defs/count\"},\n"
    "        \"articles\": {\"description\": \"articles that match, with"
    " --group\", \"$ref\": \"#/$defs/count\"},\n"
    "        \"relaxed\": {\"description\": \"none had all the words, so any"
    " of them was accepted\", \"type\": \"boolean\"},\n"
    "        \"offset\": {\"$ref\": \"#/$defs/count\"},\n"
    "        \"limit\": {\"$ref\": \"#/$defs/count\"},\n"
    "        \"hits\": {\"type\": \"array\", \"items\": {\"$ref\":"
    " \"#/$defs/hit\"}},\n"
    "        \"similar\": {\n"
    "          \"description\": \"with --similar; the words that it looked"
    " for\",\n"
    "          \"type\": \"object\",\n"
    "          \"required\": [\"id\", \"words\"],\n"
    "          \"properties\": {\"id\": {\"type\": \"string\"},"
    " \"words\": {\"$ref\": \"#/$defs/texts\"}}\n"
    "        },\n"
    "        \"corrected\": {\"description\": \"with --correct; what was"
    " searched for\", \"type\": [\"string\", \"null\"]},\n"
    "        \"aliases\": {\n"
    "          \"description\": \"words of the query that name an actor;"
    " where its facet has it, a paragraph matches under any name\",\n"
    "          \"type\": \"array\",\n"
    "          \"items\": {\n"
    "            \"type\": \"object\",\n"
    "            \"required\": [\"text\", \"actor\"],\n"
    "            \"properties\": {\"text\": {\"type\": \"string\"},"
    " \"actor\": {\"type\": \"string\"}}\n"
    "          }\n"
    "        },\n"
    "        \"explain\": {\"description\": \"with --explain\", \"$ref\":"
    " \"#/$defs/explain\"},\n"
    "        \"did_you_mean\": {\"description\": \"the query with its"
    " misspelt words put right\", \"type\": [\"string\", \"null\"]},\n"
    "        \"facets\": {\n"
    "          \"type\": \"object\",\n";

static const char *const type_schema[] = {
	[FIELD_TYPE_TEXT] = "\"type\": \"string\"",
	[FIELD_TYPE_NULLABLE] = "\"type\": [\"string\", \"null\"]",
	[FIELD_TYPE_COUNT] = "\"$ref\": \"#/$defs/count\"",
	[FIELD_TYPE_SCORE] = "\"type\": \"number\", \"minimum\": 0",
	[FIELD_TYPE_LIST] = "\"$ref\": \"#/$defs/texts\"",
	[FIELD_TYPE_RANGES] = "\"$ref\": \"#/$defs/ranges\"",
	[FIELD_TYPE_CONTEXT] = "\"$ref\": \"#/$defs/context\""
};

static void
add_facets(struct buf *b)
{
	buf_puts(b, "          \"required\": [");
	for (enum facet f = 0; f < FACETS; f++)
		buf_printf(b, "%s\"%s\"", f > 0 ? ", " : "",
		    schema_facet[f].name);
	buf_puts(b, "],\n          \"properties\": {\n");
	for (enum facet f = 0; f < FACETS; f++)
		buf_printf(b, "            \"%s\": {\"$ref\": "
		    "\"#/$defs/values\"}%s\n", schema_facet[f].name,
		    f + 1 < FACETS ? "," : "");
	buf_puts(b, "          }\n        }\n      }\n    },\n");
}

static void
add_hit(struct buf *b, const struct fields *required)
{
	buf_puts(b, "    \"hit\": {\n      \"type\": \"object\",\n"
	    "      \"required\": [");
	for (size_t i = 0; i < required->n; i++)
		buf_printf(b, "%s\"%s\"", i > 0 ? ", " : "",
		    hit_field[required->at[i]].name);
	buf_puts(b, "],\n      \"properties\": {\n");
	for (enum hit_field f = 0; f < HIT_FIELDS_N; f++) {
		buf_printf(b, "        \"%s\": {\"description\": ",
		    hit_field[f].name);
		json_add_str(b, str_of(hit_field[f].meaning));
		buf_printf(b, ", %s}%s\n", type_schema[hit_field[f].type],
		    f + 1 < HIT_FIELDS_N ? "," : "");
	}
	buf_puts(b, "      }\n    }\n  }\n}\n");
}

void
print_schema(struct buf *b, const struct fields *required)
{
	buf_puts(b, head);
	add_facets(b);
	add_hit(b, required);
}

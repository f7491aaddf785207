"""Two versions of records become one: field by field, item by item, nothing lost."""

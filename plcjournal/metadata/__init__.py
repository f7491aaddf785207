"""What a file says of people beside what it shows: in photos, PDFs, office files."""

"""编务: the command. It reads words and options, calls the library below it, prints, and ends with a status."""

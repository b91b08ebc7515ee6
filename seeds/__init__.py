"""What ships with the project as data: sample articles, rules and reference tables."""

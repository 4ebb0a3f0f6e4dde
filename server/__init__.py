"""The office: people, rows, rules, pages. Nobody imports this package."""

/** How many problems are listed at most: a list of thousands may be wrong throughout, and a hundred show it. */
export const mostIssues = 100;

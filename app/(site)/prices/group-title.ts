const titles: Record<string, string> = {
  popular: "Popular",
  shop: "Shops",
  business: "Business",
  tech: "Technology",
  creative: "Creative",
  lifestyle: "Life and leisure",
  country: "Countries",
  general: "General",
};

/** The heading of a shelf of endings. */
export function groupTitle(group: string): string {
  return titles[group] ?? group;
}

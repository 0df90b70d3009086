// Shows the pages that have all the words, with a piece of text around the first of them.
const field = document.getElementById("search");
const found = document.getElementById("found");

field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(word => word.length > 1);
  found.replaceChildren();
  if (words.length === 0) {
    return;
  }
  for (const page of pages) {
    const text = (page.title + " " + page.text).toLowerCase();
    if (words.every(word => text.includes(word))) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = field.dataset.top + page.href;
      link.textContent = page.title;
      const at = Math.max(0, page.text.toLowerCase().indexOf(words[0]) - 40);
      item.append(link, "… " + page.text.slice(at, at + 120) + " …");
      found.append(item);
    }
  }
});

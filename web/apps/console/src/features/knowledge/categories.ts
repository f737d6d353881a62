import { useCategories } from "../../app/directory";
import { textIn, useLanguage } from "../../app/i18n";

/** Knowledge names its category by key, so that imports can; people read the name. */
export const useCategoryName = (key: string): string => {
  const language = useLanguage();
  const found = [...useCategories().values()].find((category) => category.key === key);
  return found ? textIn(found.name, language) : key;
};

export const useCategoryOptions = (chosen: string): { value: string; label: string }[] => {
  const language = useLanguage();
  const options = [...useCategories().values()]
    .filter((category) => category.enabled || category.key === chosen)
    .map((category) => ({ value: category.key, label: textIn(category.name, language) }));
  // One that is gone from the tree is still what the item has.
  return chosen && !options.some((one) => one.value === chosen)
    ? [{ value: chosen, label: chosen }, ...options]
    : options;
};

import { useCategories } from "../../app/directory";
import { useNames } from "./names";
import { PropertyPicker } from "./PropertyPicker";
import { ticketWords } from "./words";

interface CategoryPickerProps {
  value?: string;
  disabled?: boolean;
  onChoose: (id: string) => void;
}

export const CategoryPicker = ({ value, disabled, onChoose }: CategoryPickerProps) => {
  const t = ticketWords.use();
  const names = useNames();
  const categories = [...useCategories().values()].filter((category) => category.enabled);
  return (
    <PropertyPicker
      label={t("facts.category")}
      disabled={disabled}
      shown={names.category(value)}
      empty={t("facts.noCategory")}
      value={value ?? ""}
      options={categories
        .map((category) => ({ value: category.id, label: names.category(category.id) ?? category.key }))
        .sort((a, b) => a.label.localeCompare(b.label, "zh"))}
      onChoose={onChoose}
    />
  );
};

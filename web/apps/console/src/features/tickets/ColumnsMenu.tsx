import SettingOutlined from "@ant-design/icons/es/icons/SettingOutlined";
import { Floating, MenuItem, MenuLine } from "@yingke/ui";
import { COLUMN_KEYS, DEFAULT_PREFS, isFixed, readPrefs, toggleColumn } from "./model/columns";
import { useTicketPrefs } from "./prefs";
import css from "./tickets.module.css";
import { ticketWords } from "./words";

export const ColumnsMenu = () => {
  const t = ticketWords.use();
  const columns = useTicketPrefs((prefs) => prefs.columns);
  const set = useTicketPrefs((prefs) => prefs.set);
  const prefs = readPrefs(columns);
  return (
    <Floating
      className={`${css.iconButton} ${css.wideOnly}`}
      face={<SettingOutlined />}
      label={t("list.columns")}
      title={t("list.columns")}
      kind="menu"
      placement="bottom-end"
    >
      {(close) => (
        <>
          <div className={css.menuScroll}>
            {COLUMN_KEYS.filter((key) => !isFixed(key)).map((key) => (
              <MenuItem
                key={key}
                checked={prefs.shown.includes(key)}
                onChoose={() => set({ columns: toggleColumn(prefs, key) })}
              >
                {t(`column.${key}`)}
              </MenuItem>
            ))}
          </div>
          <MenuLine />
          <MenuItem
            onChoose={() => {
              close();
              set({ columns: DEFAULT_PREFS });
            }}
          >
            {t("list.columnsReset")}
          </MenuItem>
        </>
      )}
    </Floating>
  );
};

// html-validate's recommended rules, and why two of them are set otherwise.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // The list of suggestions is a combobox's popup (WAI-ARIA 1.2), not a choice of form values.
    "prefer-native-element": ["error", { exclude: ["listbox"] }],
    // Lists, groups and figures may be named (WAI-ARIA 1.2, 5.2.8.5); screen readers say these names.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // The whole name of a project stands in its title: in English that is long.
    "long-title": ["error", { maxlength: 120 }],
  },
};

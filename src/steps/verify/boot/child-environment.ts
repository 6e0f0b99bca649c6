/**
 * What an app gets of the environment of tempered: what programs need to be found, and to speak.
 * No secret of the caller, no NODE_OPTIONS, no npm settings (they may hold tokens), no proxy.
 */
const PASSED = [
  // Unix
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TZ', 'LANG', 'LC_ALL', 'LC_CTYPE', 'LD_LIBRARY_PATH'],
  // Windows
  ...['SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'PATHEXT', 'USERPROFILE', 'APPDATA'],
  ...['LOCALAPPDATA', 'ProgramData', 'ProgramFiles'],
  // Where version managers and package managers keep the programs that their shims start
  ...['NVM_DIR', 'NVM_BIN', 'VOLTA_HOME', 'ASDF_DIR', 'ASDF_DATA_DIR', 'FNM_DIR', 'FNM_MULTISHELL_PATH', 'NODENV_ROOT'],
  ...[
    'MISE_DATA_DIR',
    'PNPM_HOME',
    'COREPACK_HOME',
    'BUN_INSTALL',
    'XDG_CACHE_HOME',
    'XDG_CONFIG_HOME',
    'XDG_DATA_HOME',
  ],
];

/** Package managers and runners neither ask, nor look for updates, nor leave logs and caches behind. */
const QUIET = {
  npm_config_update_notifier: 'false',
  npm_config_logs_max: '0',
  COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
  NO_UPDATE_NOTIFIER: '1',
  BABEL_DISABLE_CACHE: '1',
};

/** pnpm stays the version it is. Only where it runs: npm warns of settings that are not its own. */
const PNPM = {
  npm_config_manage_package_manager_versions: 'false',
  pnpm_config_pm_on_fail: 'ignore',
};

/** What the words of a command get of an environment; names are compared as Windows does. */
export function childEnvironment(from: NodeJS.ProcessEnv, command: string[]): Record<string, string> {
  const wanted = new Set(PASSED.map((name) => name.toUpperCase()));
  const passed = Object.entries(from).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && wanted.has(entry[0].toUpperCase()),
  );
  return { ...Object.fromEntries(passed), ...QUIET, ...(command.some((word) => /\bpnpm\b/.test(word)) ? PNPM : {}) };
}

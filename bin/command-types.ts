/** Takes the exit code of the command that was given. */
export type End = (code: number) => void;

/** Where a command writes its report unless `--report` names another folder. */
export const REPORT_DIR = 'conformance-report';

import { logger } from "./logger";

export function signUp(email: string, password: string) {
  logger.info({ email, password: "[redacted]", plan: "free" }, "sign up");
}

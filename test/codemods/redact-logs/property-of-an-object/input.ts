import { logger } from "./logger";

export function signUp(email: string, password: string) {
  logger.info({ email, password, plan: "free" }, "sign up");
}

import { Router } from "express";
import { login } from "./controllers";
import { loginLimiter } from "./security";

export const router = Router();

router.post("/login", loginLimiter, login);

import { Router } from "express";
import { login } from "./controllers";

export const router = Router();

router.post("/login", login);

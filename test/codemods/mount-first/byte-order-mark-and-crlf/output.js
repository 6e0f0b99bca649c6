import express from "express";
import { secureApp } from "./security";

export const app = express();
secureApp(app);

app.use(express.json());

import express, { type Express } from "express";
import { secureApp } from "./security";

export const app: Express = express();
secureApp(app);

app.use(express.json());

import express from "express";
import { users } from "./users";

export const app = express();

app.use("/users", users);

app.listen(3000);

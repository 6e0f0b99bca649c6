import express from "express";
import { users } from "./users";
import { handleErrors } from "./security";

export const app = express();

app.use("/users", users);
handleErrors(app);

app.listen(3000);

import cors from "cors";
import express from "express";
import { corsOptions } from "./security";

const app = express();

app.use(cors(corsOptions));

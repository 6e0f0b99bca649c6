import { app } from "./app";
import { protectServer } from "./security";

const server = protectServer(app.listen(3000));

process.on("SIGTERM", () => server.close());

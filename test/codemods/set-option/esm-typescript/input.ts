import helmet from "helmet";

app.use(
  helmet({
    contentSecurityPolicy: false, // breaks the page
    crossOriginEmbedderPolicy: false,
  }),
);

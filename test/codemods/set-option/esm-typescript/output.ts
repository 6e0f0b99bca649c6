import helmet from "helmet";

app.use(
  helmet({
    contentSecurityPolicy: { reportOnly: true }, // breaks the page
    crossOriginEmbedderPolicy: false,
  }),
);

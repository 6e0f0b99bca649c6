module.exports = (app, cors) => {
  app.use(cors());
};

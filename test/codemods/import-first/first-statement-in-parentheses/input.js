(async () => {
  const app = await require('./app')()
  app.listen(3000)
})()

import app from './app.js'

const port = process.env.PORT || 3000

app.listen(port, () => {
  // ready
  console.log(`
    listening on ${port}
  `)
})

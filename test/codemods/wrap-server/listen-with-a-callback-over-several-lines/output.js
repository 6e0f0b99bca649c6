import app from './app.js'
import { protectServer } from './security'

const port = process.env.PORT || 3000

protectServer(app.listen(port, () => {
  // ready
  console.log(`
    listening on ${port}
  `)
}))

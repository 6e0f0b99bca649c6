const cors = require('cors');

app.use(cors({
  origin: '*', // everybody
  credentials: true,
}));

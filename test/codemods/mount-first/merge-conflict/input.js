const express = require('express');
<<<<<<< HEAD
const app = express();
=======
const app = require('express')();
>>>>>>> feature

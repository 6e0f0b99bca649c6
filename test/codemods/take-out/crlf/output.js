const app = express();
app.listen(1);

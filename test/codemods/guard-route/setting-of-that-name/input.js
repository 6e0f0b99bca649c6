if (app.get('env') === 'development') app.use(morgan('dev'));

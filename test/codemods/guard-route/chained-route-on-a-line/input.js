router.route('/login').get(page).post(validate, (req, res) => res.send('in'));

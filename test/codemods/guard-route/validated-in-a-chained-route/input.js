router.route('/users')
  .get(list)
  .post(requireAuth, create);

router.get(`/users`, list);

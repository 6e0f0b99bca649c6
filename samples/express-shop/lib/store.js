// Stands in for a document database: like one, it understands operators in a filter.
const operators = {
  $eq: (value, other) => value === other,
  $ne: (value, other) => value !== other,
  $gt: (value, other) => value > other,
  $in: (value, others) => others.includes(value),
};

function matches(value, condition) {
  if (condition === null || typeof condition !== 'object') return value === condition;
  return Object.entries(condition).every(([name, other]) => operators[name]?.(value, other));
}

function collection(documents) {
  return {
    all: () => documents,
    findOne: (filter) =>
      documents.find((document) => Object.entries(filter).every(([key, condition]) => matches(document[key], condition))),
    insert(document) {
      const inserted = { id: documents.length + 1, role: 'customer', ...document };
      documents.push(inserted);
      return inserted;
    },
  };
}

module.exports = {
  users: collection([
    { id: 1, email: 'admin@shop.example', password: 'correct horse battery', name: 'Ada', role: 'admin' },
    { id: 2, email: 'carol@shop.example', password: 'sunshine', name: 'Carol', role: 'customer' },
  ]),
  products: collection([
    { id: 1, name: 'Teapot', price: 24 },
    { id: 2, name: 'Kettle', price: 39 },
    { id: 3, name: 'Cup', price: 7 },
  ]),
};

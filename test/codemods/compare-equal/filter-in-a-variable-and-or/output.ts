export class Users {
  async find(this: any, body: any) {
    const filter = { $or: [{ name: { $eq: body.name } }, { 'address.city': { $eq: body.city as string } }] };
    return this.users.find(filter).toArray();
  }
}

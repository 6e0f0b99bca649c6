export class Users {
  async find(this: any, body: any) {
    const filter = { $or: [{ name: body.name }, { 'address.city': body.city as string }] };
    return this.users.find(filter).toArray();
  }
}

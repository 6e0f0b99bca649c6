export class Mailer {
	private readonly apiKey = "k3y-of-the-mailer";
}

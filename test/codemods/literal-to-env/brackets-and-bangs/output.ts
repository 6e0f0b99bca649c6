export class Mailer {
	private readonly apiKey = process.env["MAIL_KEY"]!;
}

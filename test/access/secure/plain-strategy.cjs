/** A strategy of Passport that lets in whoever is named in the address, as a provider of identities would after its log-in. */
module.exports = class PlainStrategy {
  constructor(_options, verify) {
    this.name = 'plain';
    this.verify = verify;
  }
  authenticate(request) {
    const profile = { username: request.query.as, photos: [{ value: 'photo' }] };
    this.verify('token', 'refresh', profile, (error, user) =>
      error ? this.error(error) : user ? this.success(user) : this.fail('nobody'),
    );
  }
};

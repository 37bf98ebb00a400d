// <people-passkey>: asks the browser for a passkey, puts it into the form around it, and sends the form.
// data-make: the id of the JSON that says what to make; data-ask: the id of the JSON to answer, or the address to fetch it from.
class PeoplePasskey extends HTMLElement {
  connectedCallback () {
    this.form = this.querySelector('form')
    this.message = this.querySelector('[role=status]')
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return this.say(this.dataset.unable)
    this.querySelector('button').disabled = false
    this.form.addEventListener('submit', (event) => {
      if (this.form.elements.credential.value) return
      event.preventDefault()
      this.run()
    })
  }

  say (text) {
    this.message.textContent = text
  }

  async options () {
    const { make, ask, from } = this.dataset
    if (from) return (await (await fetch(from, { headers: { Accept: 'application/json' } })).json()).request_options
    const data = JSON.parse(document.getElementById(make || ask).textContent)
    return make ? data.creation_options : data.request_options
  }

  async run () {
    this.say('')
    try {
      const { publicKey } = await this.options()
      let credential
      if (this.dataset.make) {
        // Always one that signs in by itself: it stays on the device, which asks for a finger, a face or a number.
        Object.assign(publicKey.authenticatorSelection ??= {}, { residentKey: 'required', requireResidentKey: true, userVerification: 'required' })
        credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
      } else {
        credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) })
      }
      this.form.elements.credential.value = JSON.stringify(credential.toJSON())
      this.form.submit()
    } catch (error) {
      this.say(this.dataset.failed)
    }
  }
}
customElements.define('people-passkey', PeoplePasskey)

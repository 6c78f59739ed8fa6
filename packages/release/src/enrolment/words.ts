import { hash } from 'node:crypto';
import { canonicalText } from '@millwright/schema';

/**
 * 256 words, one for each byte. No two begin alike, end alike, or have the same consonants, so that they are told apart
 * on the telephone and next to a machine.
 */
export const shortWords: readonly string[] = `
acorn admiral album almond amber anchor angel apple apricot arch arrow artist atlas attic autumn
avocado badge baker bamboo banana barn basil beach bell berry bicycle biscuit blanket blossom
bonfire border bottle breeze bubble butter cabin cactus camel candle cargo cement chess chimney
cider cinema circle citrus clarinet cliff clock cobra coconut coffee compass cotton crayon
cricket cushion cymbal daffodil dagger dairy decade delta denim desert dinner dolphin donkey
drawer drum dune eagle echo eclipse elbow elephant emerald engine envelope fabric falcon farmer
feather fence fiddle figure filter flamingo flute forest fossil fountain frog fruit funnel
galaxy garden geyser giraffe glacier globe goblet gondola gopher gorilla gravel guitar hammock
harbor helmet heron hickory horizon hotel humbug ibex igloo indigo iris island ivory jaguar
jasmine jigsaw journal jubilee juniper kangaroo kayak kernel keyboard kimono kitchen kiwi koala
ladder lagoon lantern lavender lettuce library lilac linen lizard llama lobster lunar lynx
magnet marble meadow mercury meteor mirror mitten mosaic museum napkin nectar needle nephew
nickel nomad notebook nugget nutmeg nylon oatmeal obelisk ocean octopus olive onion opal opera
orchid oxygen pagoda palace pasture peanut pelican pencil pepper piano pickle pigeon pillow
pirate polar poppy porridge potato prairie pyramid quail quiver rabbit raccoon radar rainbow
ribbon rubber saffron salad sandal sapphire saturn sausage scarf scooter season signal skate
snow soccer sofa spinach squirrel stable summer sunset tavern teapot temple tennis toast tractor
trumpet tulip tundra turtle tweed twig umbrella uncle vacuum valley vault violin visitor vivid
volcano voyage waffle walnut whistle window wombat wool yacht yogurt zenith zigzag zodiac
`
  .trim()
  .split(/\s+/);

/** What both sides know once a device has answered: whoever stands between knows other keys. */
export interface Enrolling {
  /** SHA-256 of the trust that the device follows. */
  readonly trust: string;
  /** `ed25519:…` and `x25519:…` of the device. */
  readonly keys: { readonly signing: string; readonly sealing: string };
  /** Drawn by the hub before it knew that of the device. */
  readonly hubNonce: string;
  /** Drawn by the device, which had committed itself to it before it knew that of the hub. */
  readonly deviceNonce: string;
}

/**
 * Four words that both sides show, and people compare. Each side has added something that it could not choose once it
 * knew what the other one added: who stands between has one try in four thousand million, and cannot make it at home.
 *
 * @see RFC 6189, sections 4.4.1 and 7, where telephones do the same
 */
export function wordsOf({ trust, keys, hubNonce, deviceNonce }: Enrolling): readonly string[] {
  const text = canonicalText({ trust, keys, hubNonce, deviceNonce }) ?? '';
  const bytes = hash('sha256', `millwright/short-words/1\n${text}`, 'buffer').subarray(0, 4);
  return Array.from(bytes, (byte) => shortWords[byte] ?? '');
}

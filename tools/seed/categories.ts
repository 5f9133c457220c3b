import type { Random } from './random.ts';

type Attributes = Readonly<Record<string, string | number | boolean>>;

/** What a category's products are made of. */
export interface CategorySeed {
  readonly slug: string;
  readonly prefix: string;
  /** Whole euros, from and to. */
  readonly price: readonly [number, number];
  readonly things: readonly string[];
  readonly kinds: readonly string[];
  readonly promise: string;
  readonly attributes: (random: Random) => Attributes;
}

const colours = ['black', 'white', 'sand', 'forest green', 'navy', 'terracotta', 'slate'] as const;
const colour = (random: Random): string => random.pick(colours);

/** The twelve categories of the demonstration catalogue. */
export const categorySeeds: readonly CategorySeed[] = [
  {
    slug: 'kitchen',
    prefix: 'KIT',
    price: [9, 190],
    things: ['Frying Pan', 'Saucepan', 'Chef Knife', 'Cutting Board', 'Kettle', 'Mixing Bowl', 'Mortar', 'Whisk'],
    kinds: ['Copper', 'Cast Iron', 'Steel', 'Olive Wood', 'Granite', 'Ceramic'],
    promise: 'Made for daily cooking and easy to clean.',
    attributes: (r) => ({ material: r.pick(['copper', 'iron', 'steel', 'wood']), dishwasherSafe: r.chance(0.6) }),
  },
  {
    slug: 'books',
    prefix: 'BOO',
    price: [7, 60],
    things: ['Atlas', 'Cookbook', 'Novel', 'Field Guide', 'History', 'Anthology', 'Handbook'],
    kinds: ['Illustrated', 'Pocket', 'Complete', 'Northern', 'Forgotten', 'Modern', 'Little'],
    promise: 'A book to keep, printed on paper that lasts.',
    attributes: (r) => ({
      pages: r.between(96, 820),
      language: r.pick(['en', 'de', 'it', 'fr']),
      hardcover: r.chance(0.4),
    }),
  },
  {
    slug: 'electronics',
    prefix: 'ELE',
    price: [19, 900],
    things: ['Headphones', 'Speaker', 'Keyboard', 'Monitor', 'Webcam', 'Charger', 'Router', 'Turntable'],
    kinds: ['Wireless', 'Compact', 'Studio', 'Travel', 'Silent', 'Pro'],
    promise: 'Repairable, with spare parts for ten years.',
    attributes: (r) => ({ watts: r.between(5, 120), warrantyYears: r.between(2, 5), colour: colour(r) }),
  },
  {
    slug: 'outdoor',
    prefix: 'OUT',
    price: [12, 650],
    things: ['Tent', 'Sleeping Bag', 'Backpack', 'Stove', 'Lantern', 'Trekking Poles', 'Hammock'],
    kinds: ['Alpine', 'Featherlight', 'Family', 'Coastal', 'Expedition', 'Trail'],
    promise: 'Tested on long walks and in bad weather.',
    attributes: (r) => ({ weightGrams: r.between(180, 4200), waterproof: r.chance(0.7), colour: colour(r) }),
  },
  {
    slug: 'garden',
    prefix: 'GAR',
    price: [5, 240],
    things: ['Pruning Shears', 'Watering Can', 'Spade', 'Planter', 'Hose', 'Rake', 'Seed Box'],
    kinds: ['Forged', 'Zinc', 'Terracotta', 'Heritage', 'Telescopic', 'Balcony'],
    promise: 'For gardens of any size, from windowsill to orchard.',
    attributes: (r) => ({ material: r.pick(['steel', 'zinc', 'clay', 'ash']), lengthCm: r.between(15, 180) }),
  },
  {
    slug: 'toys',
    prefix: 'TOY',
    price: [6, 120],
    things: ['Train Set', 'Puzzle', 'Building Blocks', 'Kite', 'Marble Run', 'Puppet', 'Board Game'],
    kinds: ['Wooden', 'Giant', 'Classic', 'Rainbow', 'Magnetic', 'Tiny'],
    promise: 'Safe, sturdy and fun on rainy days.',
    attributes: (r) => ({ fromAge: r.between(1, 12), pieces: r.between(1, 1000) }),
  },
  {
    slug: 'sports',
    prefix: 'SPO',
    price: [8, 480],
    things: ['Yoga Mat', 'Dumbbells', 'Skipping Rope', 'Football', 'Racket', 'Bicycle Helmet', 'Climbing Shoes'],
    kinds: ['Training', 'Match', 'Carbon', 'Junior', 'Endurance', 'Grip'],
    promise: 'Good enough for the club, simple enough for home.',
    attributes: (r) => ({ size: r.pick(['S', 'M', 'L', 'XL']), indoor: r.chance(0.5), colour: colour(r) }),
  },
  {
    slug: 'clothing',
    prefix: 'CLO',
    price: [10, 320],
    things: ['Shirt', 'Jumper', 'Rain Jacket', 'Trousers', 'Scarf', 'Socks', 'Beanie'],
    kinds: ['Linen', 'Merino', 'Organic Cotton', 'Wool', 'Fleece', 'Flannel'],
    promise: 'Cut to be worn for years, washed at thirty degrees.',
    attributes: (r) => ({ size: r.pick(['XS', 'S', 'M', 'L', 'XL']), colour: colour(r), fairTrade: r.chance(0.5) }),
  },
  {
    slug: 'beauty',
    prefix: 'BEA',
    price: [4, 90],
    things: ['Soap', 'Hand Cream', 'Shampoo', 'Face Oil', 'Lip Balm', 'Bath Salt', 'Perfume'],
    kinds: ['Lavender', 'Rose', 'Cedar', 'Almond', 'Citrus', 'Unscented'],
    promise: 'Few ingredients, all of them named.',
    attributes: (r) => ({ millilitres: r.between(15, 500), vegan: r.chance(0.8) }),
  },
  {
    slug: 'furniture',
    prefix: 'FUR',
    price: [39, 1800],
    things: ['Armchair', 'Bookshelf', 'Desk', 'Stool', 'Sideboard', 'Bed Frame', 'Coffee Table'],
    kinds: ['Oak', 'Walnut', 'Birch', 'Ash', 'Folding', 'Reclaimed'],
    promise: 'Solid wood, delivered with all that is needed to put it up.',
    attributes: (r) => ({ widthCm: r.between(35, 220), heightCm: r.between(30, 210), assembled: r.chance(0.3) }),
  },
  {
    slug: 'groceries',
    prefix: 'GRO',
    price: [2, 45],
    things: ['Coffee', 'Olive Oil', 'Honey', 'Pasta', 'Chocolate', 'Tea', 'Jam'],
    kinds: ['Single Estate', 'Wildflower', 'Stone Ground', 'Dark', 'Mountain', 'Smoked'],
    promise: 'From growers we know by name.',
    attributes: (r) => ({
      grams: r.between(80, 2000),
      organic: r.chance(0.7),
      origin: r.pick(['IT', 'GR', 'ES', 'FR']),
    }),
  },
  {
    slug: 'home-office',
    prefix: 'HOM',
    price: [3, 350],
    things: ['Notebook', 'Desk Lamp', 'Fountain Pen', 'Pinboard', 'Footrest', 'Paper Tray', 'Calendar'],
    kinds: ['Dotted', 'Brass', 'Cork', 'Adjustable', 'Recycled', 'Minimal'],
    promise: 'For a desk that invites to work and to leave on time.',
    attributes: (r) => ({ colour: colour(r), recycled: r.chance(0.5), widthCm: r.between(5, 120) }),
  },
];

// One line a meaning: `meaning: phrase, phrase, …`. Longer phrases win over shorter ones.

extension Lexicon {
    static let verbTable = """
        remove: i do not want, i do not want to see, we do not want to see, has to go, have to go, must go, needs to go, need to go, should go, can go, i do not need, we do not want, i no longer want, remove, delete, erase, eliminate, get rid of, dispose of, take away, take out, take off, discard, throw away, throw out
        remove: hide, exclude, clear, clear away, wipe, wipe out, wipe away, strip, lose, omit, scratch, edit out, clean up, crop out
        remove: take * away, take * out, take * off, throw * away, throw * out, wipe * out, clear * away, edit * out
        remove: photoshop out, photoshop * out, clean * up, leave out, leave * out, do away with, drop * out of, eradicate, banish, subtract, disappear, vanish, go away, go, get * out
        fall: fall, drop, fall down, drop down, tumble, drop * down, let go of, let go, let * go, come down, land
        move: move, shift, slide, push, drag, pull, reposition, relocate, displace, carry, bring, send, scoot, translate, haul, roll
        center: center, centre
        nudge: nudge, budge, inch, tweak the position of
        lift: lift, raise, elevate, hoist, lift up, raise up, lift * up, raise * up
        lower: lower
        put: put, return, restore * to, put back, place, set, position, lay, stand, rest, set down, put down, stick, seat, park, hang, prop, mount, pin, attach, affix, throw, toss, fit
        insert: insert, add, paste, include, import, drop in, paste in, add in, put in, bring in, throw in, introduce, draw, create, generate, plant, incorporate, superimpose, overlay, append, install, build, apply, add back, scatter, sprinkle, show
        take: take, grab, pick up, pick, select, choose, find, consider, locate, look at, pick * up
        grow: enlarge, grow, widen, lengthen, heighten, broaden, thicken, elongate, fatten, expand, magnify, upsize, upscale, blow up, embiggen, extend, scale up, scale * up, blow * up, size up
        increase: up the, up its, up their, up his, up her, increase, boost, turn up, turn * up, crank up, ramp up, pump up, dial up, bring up, push up, amplify, intensify, enhance, improve, strengthen, bump up
        decrease: decrease, turn down, turn * down, dial back, dial * back, take * down a notch, dial down, crank down, lessen, weaken, tone down, tone * down, cut down, bring down
        shrink: shrink, reduce, narrow, shorten, thin out, downsize, downscale, diminish, minimize, minimise, compress, scale down, scale * down, size down
        scale: scale, resize, rescale, size
        double: double
        triple: triple
        halve: halve
        paint: paint, color, colour, recolor, recolour, repaint, dye, tint, shade, stain, spray, re-colour, color in, colour in
        make: make, turn, let, let's have, want, have, render, get, should be, should look, must be, ought to be, needs to be, need to be, has to be, have to be, should, needs, need, could use, can use, could do with, could be, would be, might be, may be, can be, will be, shall be, ought to, would look, could look, would look better, would look nicer, would look good, would look great, looks better, needs to, need to, must, could, would, might, is to be, are to be, becomes, become, would like, prefer, see, were, was, cause, picture, imagine
        change: change, alter, modify, convert, transform, adjust, switch, set the, edit, update, transfer, tweak, morph, vary, restyle, fix
        replace: replace, sub, sub out, sub * out, substitute, swap out, swap * out, exchange, supplant
        swap: swap, interchange, trade
        give: give, grant, lend, hand, equip, provide
        furnish: fill, cover, decorate, adorn, dress, wrap, garnish, furnish, surround, deck, line, carpet, wallpaper, coat, top, fill * up
        keep: keep, leave, retain, preserve, maintain
        rotate: rotate, spin, tilt, twist, pivot, tip, tip over, tip * over, knock over, knock * over, swivel, lean, straighten, turn * clockwise, turn * counterclockwise
        spin around: turn around, turn * around, spin * around, rotate * to face, turn * to face, turn * the other way, face
        flip: flip, mirror, invert, turn upside down, turn * upside down, reverse, reflect
        retouch: brighten * up, lighten * up, sharpen * up, warm * up, cool * down, brighten, darken, lighten, blur, sharpen, desaturate, saturate, fade, retouch, smooth, soften, blend, highlight, dim, contrast, blur out, brighten up, lighten up, illuminate, unblur, defocus, sharpen up, warm up, cool down, warm, cool, tone, fade out, smoothen, light up
        reorder: reorder, bring forward, bring to the front, send to the back, bring * to the front, send * to the back, bring * to front, send * to back, send backward, bring * forward, send * backward, send * backwards, bring * forwards, move * to the front layer, push * to the back
        restyle: stylize, stylise, cartoonize, redraw, reimagine, repaint the picture, colorize, colourise, colorise, style, recreate, remake, reinterpret, depict, animate, age, remaster, reinvent
        extract: extract, isolate, segment, segment out, pull * out, lift * out, extract out, crop, separate, cut out, cut * out, crop * out, cut, single out, single * out, mask out, pull out, lift out, select out, take a cutout of, get a cutout of, get me a cutout of, make a cutout of, create a cutout of, crop to, show only, detach
        save: save, export, download, output, store
        duplicate: duplicate, copy, clone, multiply, repeat, make a copy of, create a copy of, make copies of, make another copy of, replicate, mirror and copy, double up
        reshape: slice, bend, break, fold, stretch, squash, squeeze, deform, reshape, split, melt, trim, peel, tear, crush, unfold, repair, shatter, crack, open, close, sharpen the shape of
        camera: zoom, zoom in, zoom out, pan, dolly, zoom * in, move the camera, shift the camera, tilt the camera, turn the camera, rotate the camera, pan the camera, dolly in, dolly out, move in, step back, step forward, pull back, dolly the camera, move camera, pan camera, tilt camera, swing the camera, lower the camera, raise the camera, push in, truck
        pose: wave, smile, sit, walk, run, jump, dance, kneel, bend over, look, open the eyes of, raise the arm of, frown, laugh, wink, nod, stretch out, spread, fold, cross, clench, extend the arm of
        light: turn on, turn off, turn * on, turn * off, switch on, switch off, switch * on, switch * off, ignite, extinguish
        write: write, print, engrave, inscribe, spell, type, label
        wear: wear, wears, wearing, put on, have on, hold, carry, sport, don
        use: use
        """

    /// Verbs that are nouns too: they count as verbs only where an object follows.
    static let nounLikeVerbs: Set<String> = [
        "paint", "place", "slide", "mirror", "scale", "lift", "cut", "drop", "set", "crop", "color", "colour", "shade",
        "stain",
        "position", "stand", "rest", "stick", "seat", "park", "size", "copy", "clone", "trade", "switch", "fix",
        "cover", "fold",
        "tint", "dye", "spray", "roll", "push", "pull", "turn", "spin", "twist", "tip", "lean", "blur", "fade", "fill",
        "carpet", "wallpaper", "wave", "smile", "walk", "run", "jump", "dance", "pan", "break", "split", "tear", "trim",
        "peel",
        "increase", "decrease", "change", "swap", "move", "fall", "land", "go", "let", "get", "find", "pick",
        "highlight",
        "center", "centre", "double", "triple", "clear", "close", "open", "lower", "clean", "export", "import",
        "set the", "look", "sit",
        "reverse", "keep",
        "have", "want", "should", "needs", "prop", "hang", "transfer", "hide", "hawk", "contrast", "repeat", "inch",
        "update", "wipe", "lose",
    ]

    static let directionTable = """
        left: left, leftward, leftwards, to the left, to left, towards the left, toward the left, left hand, to its left, to the left hand side, sideways to the left
        right: right, rightward, rightwards, to the right, to right, towards the right, toward the right, right hand, to its right, to the right hand side
        up: up, upward, upwards, higher, higher up, up higher, into the air, up in the air, to the sky, skyward, skywards, north, to heaven
        down: down, downward, downwards, lower, lower down, south
        forward: forward, forwards, closer, nearer, closer to us, closer to me, towards the viewer, toward the viewer, towards us, toward us, towards the camera, toward the camera, closer to the camera, closer to the viewer, to the foreground, into the foreground, to the front
        back: back, backward, backwards, further away, farther away, away, further back, farther back, away from the camera, away from the viewer, away from us, into the background, to the background, to the back, into the distance, deeper
        """

    static let placeTable = """
        left: left, left hand, leftmost part, far left
        right: right, right hand, far right
        top: top, upper
        bottom: bottom, lower
        center: center, centre, middle, central, very middle
        front: front, foreground, fore
        back: back, background, rear, far
        corner: corner, corners
        edge: edge, border, side, margin
        top left: top left, upper left, top left hand, left top, left upper, upper left hand
        top right: top right, upper right, top right hand, right top, right upper, upper right hand
        bottom left: bottom left, lower left, bottom left hand, left bottom, left lower, lower left hand
        bottom right: bottom right, lower right, bottom right hand, right bottom, right lower, lower right hand
        """

    static let relationTable = """
        left_of: left of, to the left of, on the left of, at the left of, to left of, on the left side of, to the left side of, leftwards of
        right_of: right of, to the right of, on the right of, at the right of, to right of, on the right side of, to the right side of
        on: on, onto, on top of, upon, atop, on to, on the top of, to the top of, over onto, on top, at the top of, at the end of, on the end of, at the edge of, on the edge of, riding, riding on, aboard, across, throughout, all over
        above: above, over, up over, up above
        under: under, underneath, beneath, below, at the bottom of, at the foot of
        in_front_of: in front of, to the front of, before, ahead of, at the front of, out in front of
        behind: behind, in back of, at the back of, to the back of, in the back of, in the rear of, beyond
        near: near, next to, outside, outside of, across from, opposite, opposite to, past, along, beside, close to, alongside, adjacent to, by, around, at the side of, to the side of, on the side of, by the side of, right next to, just beside, near to, up to, against, leaning against, nearby, right beside, over to, over by, at, close by
        between: between, in between, in the middle of, among, amid
        inside: in, inside, into, within, inside of, to the inside of
        toward: toward, towards, closer to, nearer to, in the direction of, further toward, further towards, closer towards
        away_from: away from, further from, farther from, further away from, farther away from
        with: with, holding, wearing, carrying, having, dressed in, containing, full of, filled with, loaded with, topped with, fitted with, holding up, supporting
        off: from, off, off of, out of
        of: of, belonging to
        """

    /// Relations that name where something goes, never where it stands.
    static let directional: Set<String> = [
        "onto", "on to", "into", "to", "toward", "towards", "up to", "over to", "over onto", "closer", "nearer", "away",
        "further", "farther",
    ]

    static let superlativeTable = """
        largest: largest, biggest, greatest, most large, hugest
        smallest: smallest, littlest, tiniest, least
        tallest: tallest, longest, highest standing, oldest, eldest
        shortest: shortest, youngest
        widest: widest, broadest, fattest, thickest
        narrowest: narrowest, thinnest, slimmest
        darkest: darkest, blackest, darkest colored, darkest coloured
        brightest: brightest, lightest, palest, whitest, lightest colored, lightest coloured
        leftmost: leftmost, left most, furthest left, farthest left, most left, far left, furthest to the left, farthest to the left
        rightmost: rightmost, right most, furthest right, farthest right, most right, far right, furthest to the right, farthest to the right
        topmost: topmost, highest, uppermost, top most
        bottommost: bottommost, lowest, lowermost, bottom most
        nearest: nearest, closest, frontmost, front most, most forward
        farthest: farthest, furthest, most distant, rearmost, backmost, furthest away, farthest away
        """

    /// Comparatives where there is a choice: "the bigger of the two", "the car further to the right".
    static let comparisonTable = """
        largest: bigger, larger, huger
        smallest: smaller, littler, tinier
        tallest: taller, longer, older
        shortest: shorter, younger
        widest: wider, broader, thicker, fatter
        narrowest: narrower, thinner, slimmer
        darkest: darker, darker colored, darker coloured
        brightest: lighter, brighter, paler, lighter colored, lighter coloured
        leftmost: further left, farther left, further to the left, farther to the left, more to the left
        rightmost: further right, farther right, further to the right, farther to the right, more to the right
        topmost: higher, higher up, further up, farther up, upper
        bottommost: lower, lower down, further down, farther down
        nearest: nearer, closer, further forward, more in front
        farthest: further, farther, further away, farther away, further back, farther back, more distant, further off
        """

    /// What makes a comparative one of measure: "bigger than the box".
    static let comparisonMarks = Phrasebook<Void>("than, by")

    /// What several things form together, and what is no layer of its own.
    static let arrangements: Set<String> = ["row", "column", "line", "stack", "tower", "pile", "heap", "queue"]

    /// Several things spoken of as one, however they stand.
    static let groups: Set<String> = [
        "group", "bunch", "set", "cluster", "collection", "crowd", "herd", "flock", "pack", "team", "trio", "quartet",
    ]

    /// Nouns without a plural that name any number of things.
    static let collectives: Set<String> = [
        "furniture", "fruit", "food", "luggage", "baggage", "crockery", "cutlery", "silverware", "tableware",
        "dishware",
        "equipment",
        "jewelry", "jewellery", "livestock", "poultry", "wildlife", "traffic", "stationery", "glassware", "kitchenware",
    ]

    /// The one who looks, where a phrase compares with it.
    static let viewers: Set<String> = [
        "us", "me", "you", "viewer", "camera", "observer", "photographer", "lens", "spectator", "beholder",
    ]

    static let sizeTable = """
        big: big, large, huge, giant, great, bigger, larger, enormous, massive, sizable, large sized, big sized
        small: small, little, tiny, mini, smaller, miniature, teeny, small sized
        medium: medium, medium sized, mid sized, middle sized, midsize, average sized
        tall: tall, high, long, taller, longer
        short: short, shorter, squat
        wide: wide, broad, fat, thick, wider, thicker, fatter
        narrow: narrow, thin, slim, slender, narrower, thinner, skinny
        """

    static let shapeTable = """
        ball: round, spherical, circular, globular, ball shaped, ball like
        box: square, cubic, boxy, cube shaped, box shaped, cubical, blocky
        can: cylindrical, tubular, cylinder shaped
        pyramid: pointed, pointy, triangular, pyramidal, conical, cone shaped, pyramid shaped, spiky, tapered
        flat: flat, rectangular, low, oblong
        bowl: bowl shaped, hemispherical
        cup: cup shaped
        """

    /// What a thing is said to be made of, before its noun.
    static let materialAdjectives: Set<String> = [
        "wooden", "wood", "metal", "metallic", "plastic", "glass", "ceramic", "paper", "stone", "leather", "rubber",
        "steel", "clay", "porcelain", "shiny", "glossy", "matte", "brass", "bronze", "copper", "iron", "concrete",
        "fabric", "woolen", "marble",
    ]

    static let ordinalTable = """
        1: first, 1st
        2: second, 2nd
        3: third, 3rd
        4: fourth, 4th
        5: fifth, 5th
        6: sixth, 6th
        7: seventh, 7th
        8: eighth, 8th
        9: ninth, 9th
        10: tenth, 10th
        11: eleventh, 11th
        12: twelfth, 12th
        -1: last, final, very last
        -2: second to last, second last, next to last, penultimate, last but one
        """

    static let numeralTable = """
        2: two, a couple of, a pair of, a couple, couple of
        3: three
        4: four
        5: five
        6: six
        7: seven
        8: eight
        9: nine
        10: ten
        11: eleven
        12: twelve, a dozen, dozen
        15: fifteen
        20: twenty
        25: twenty five
        30: thirty
        40: forty
        50: fifty
        60: sixty
        70: seventy
        75: seventy five
        80: eighty
        90: ninety
        100: a hundred, one hundred, hundred
        150: a hundred and fifty, one hundred and fifty, one hundred fifty
        200: two hundred
        300: three hundred
        400: four hundred
        500: five hundred
        """

    static let fractionTable = """
        0.5: half, a half, one half, by half, 50 percent
        0.25: a quarter, one quarter, a fourth, one fourth, quarter
        0.75: three quarters, three fourths
        0.3333333333333333: a third, one third, third
        0.6666666666666666: two thirds
        0.2: a fifth, one fifth
        0.1: a tenth, one tenth
        """

    static let multipleTable = """
        2: twice, double, two times, doubly, two fold, twofold
        3: thrice, triple, three times, threefold
        4: four times, quadruple, fourfold
        5: five times
        10: ten times, tenfold
        """

    static let degreeTable = """
        little: a little, a bit, a little bit, slightly, a touch, a tad, a smidge, somewhat, marginally, a hair, just a bit, just a little, a short way, a small amount, a tiny bit, a wee bit, gently, a small distance, a short distance, ever so slightly, a notch, little bit, bit, a fraction, a few pixels, a few px, a smidgen, little by little, a step, a small step
        far: far, a lot, much, a great deal, a long way, way, very far, significantly, considerably, quite far, a large amount, greatly, substantially, very much, a lot more, much more, far away, a good bit, quite a bit, a great distance, a long distance, by far, really far, drastically, a ton, very, well
        edge: all the way, completely, entirely, as far as possible, as far as it goes, fully
        """

    static let comparativeTable = """
        bigger: bigger, larger, taller, wider, longer, greater, thicker, broader, fatter, big, large, tall, wide, more big, great
        smaller: smaller, shorter, littler, tinier, thinner, narrower, slimmer, small, short, little, less big, lesser, slim, thin
        huge: huge, enormous, gigantic, massive, giant, very big, very large, really big, really large, immense
        tiny: tiny, minuscule, very small, really small, miniature, teeny, mini, microscopic
        """

    static let pronounTable = """
        it: it, itself, that, this, that one, this one, him, her, he, she, the same, the same one, himself, herself, the former
        them: them, they, these, those, both of them, all of them, themselves, each of them, the two of them, these ones, those ones, both of these, both of those, all of these, all of those
        """

    static let propertyTable = """
        size: size, scale, height, width, dimensions, proportions, length, sizes, dimension, thickness
        color: color, colour, colors, colours, hue, hues, paint, coloring, colouring, shade, tint, tone, paint color, paint colour, coloration, color scheme, colour scheme, palette, color palette, dye, pigment, tones, paint job, gradient, color gradient, colour gradient, ombre
        place: position, place, location, positions, places
        material: material, texture, fabric, pattern, surface, finish, print, design, materials, textures, patterns, upholstery, surface texture
        pose: pose, posture, action, expression, facial expression, gesture, gaze, stance, movement, motion, emotion, activity, body language, attitude, line of sight, behavior, behaviour, position of the arms, smile, stroke, actions, poses, grip, look on the face, stride
        style: style, look, aesthetic, art style, visual style, theme, filter, atmosphere, mood, season, weather, time of day, time, effect, vibe, feel, artistic style, rendering, genre, medium, era, art form
        shape: shape, form, outline, silhouette
        lettering: text, writing, lettering, inscription, word, words, caption, letters, title, slogan, font, number, phrase, name, message, label, letter
        angle: orientation, angle, rotation, direction
        number: quantity, count, amount, number of
        brightness: brightness, lighting, light, exposure, luminosity, illumination, luminance, light level, glow, shine
        contrast: contrast
        saturation: saturation, vibrance, vibrancy, vividness, color intensity, colour intensity, intensity, color saturation, colorfulness, richness
        sharpness: sharpness, clarity, focus, definition, sharpening, detail
        opacity: opacity
        transparency: transparency, translucency
        warmth: warmth, temperature, color temperature, colour temperature, white balance
        blur: blur, blurriness, blurring, depth of field, bokeh
        """

    /// What is said of a thing or of the picture: a quality, `by` how much of it more or `to` how much of it, and the words.
    static let toneTable = """
        brightness by .3: brighter, lighter, bright, light, brightened, lightened, well lit, better lit, more bright, more luminous, more illuminated, luminous, more radiant, brightly lit
        brightness by -.3: darker, dimmer, dark, dim, darkened, dimmed, more dark, less bright, gloomier, shadier, dimly lit
        contrast by .3: more contrasted, higher contrast, more contrast, high contrast, contrasty, punchier, more contrasty, crisper looking
        contrast by -.3: lower contrast, less contrast, low contrast, flatter, hazier
        saturation by .4: more saturated, saturated, vivid, more vivid, more vibrant, vibrant, colorful, colourful, more colorful, more colourful, richer, more intense, higher saturation, brighter in color
        saturation by -.4: less saturated, faded, washed out, desaturated, paler, duller, dull, muted, more muted, less colorful, less vivid, less vibrant
        saturation to 0: black and white, grayscale, greyscale, monochrome, monochromatic, colorless, colourless, gray scale, grey scale, b w, bw, without color, black n white, shades of gray
        sepia to 1: sepia, sepia toned, sepia tone, sepia tones
        warmth by .3: warmer, warm, more warm, warmer in tone, warmer toned, warm toned
        warmth by -.3: cooler, colder, more cool, cooler in tone, cool toned, cooler toned
        sharpness by .5: sharper, crisper, crisp, sharp, clearer, more clear, more detailed, in focus, more focused, less blurry, more defined, clear
        blur by .5: blurry, blurred, blurrier, softer, out of focus, unfocused, less sharp, soft, defocused, more blurry, more blurred, hazy
        opacity to .5: transparent, translucent, see through, semi transparent, half transparent, semitransparent, half see through, ghostly
        opacity by .4: more visible
        opacity by -.3: less visible, more transparent, more translucent, less opaque, fainter, faint
        opacity to 1: opaque, fully opaque, solid and opaque, less transparent, more opaque
        """

    static let toneVerbTable = """
        brightness by .3: brighten, lighten, illuminate, brighten up, lighten up, highlight, light up
        brightness by -.3: darken, dim, shade, tone down
        contrast by .3: contrast
        saturation by .4: saturate
        saturation by -.4: desaturate
        sharpness by .5: sharpen, sharpen up, unblur
        blur by .5: blur, smooth, soften, blur out, defocus, smoothen, blend
        opacity by -.4: fade, fade out
        warmth by .3: warm, warm up
        warmth by -.3: cool, cool down
        """

    static let backdropTable = """
        all: background, backdrop, scenery, setting, surroundings, environment, backround, backgound, bg, surrounding
        sky: sky, skies
        floor: floor, ground, flooring, terrain
        walls: wall, walls, wallpaper
        """

    static let materialTable = """
        wood: wooden, wood, oak, pine, bamboo, timber, mahogany, walnut, plywood, wicker, rattan, teak
        metal: metal, metallic, steel, iron, gold, golden, silver, brass, bronze, copper, chrome, aluminum, aluminium, stainless steel, tin, titanium, platinum
        plastic: plastic, rubber, vinyl, acrylic, silicone
        fabric: fabric, cloth, cotton, silk, velvet, wool, woolen, woollen, linen, denim, knitted, knit, plush, felt, satin, lace, textile, canvas, burlap, suede, corduroy, tweed, fur
        glass: glass, crystal, glassy, stained glass, see through glass
        other: ceramic, paper, stone, leather, clay, porcelain, concrete, marble, brick, granite, ice, diamond, jade, ivory, cardboard, paper mache, terracotta, stony, cobblestone, sandstone, wax, chocolate, straw, hay, tile, tiled, tiles, slate, foam, mesh, lava, water, snow, sand, mosaic, gravel, asphalt, cement, plaster, quartz, amber, pearl, obsidian, resin, moss, grass, cork
        """

    static let cameraTable = """
        zoom forward: zoom, zoom in, closer in, magnify the view
        zoom back: zoom out
        dolly forward: dolly, dolly in, move in, push in, step forward, move closer, move the camera closer, move the camera forward, move the camera in, go closer, get closer, step closer, take a step forward, camera closer
        dolly back: dolly out, take a step back, camera back, step back, pull back, move out, move the camera back, move the camera away, pull the camera back, move the camera backward, move the camera backwards, move the camera out, further away, from further away, from farther away
        pan left: pan left, pan to the left, move the camera left, move the camera to the left, shift the camera left, shift the camera to the left, pan the camera left, pan the camera to the left, truck left, move camera left, camera left
        pan right: pan right, pan to the right, move the camera right, move the camera to the right, shift the camera right, shift the camera to the right, pan the camera right, pan the camera to the right, truck right, camera right, pan, move camera right, pan the camera
        pan up: pan up, camera up, move the camera up, raise the camera, shift the camera up, pan the camera up, move the camera higher, pan upward, pan upwards
        pan down: pan down, camera down, move the camera down, lower the camera, shift the camera down, pan the camera down, move the camera lower, pan downward, pan downwards
        tilt up: look up, look upward, tilt the camera up, tilt the camera upward, tilt the camera upwards, tilt up, tilt camera up, rotate the camera up, turn the camera up
        tilt down: look down, look downward, tilt the camera down, tilt the camera downward, tilt the camera downwards, tilt down, tilt camera down, rotate the camera down, turn the camera down
        yaw left: turn the camera left, turn the camera to the left, rotate the camera left, rotate the camera to the left, swing the camera left, tilt the camera left, tilt the camera to the left, look left, yaw left, rotate the view left, turn left
        yaw right: turn the camera right, turn the camera to the right, rotate the camera right, rotate the camera to the right, swing the camera right, tilt the camera right, tilt the camera to the right, look right, yaw right, rotate the view right, turn right
        """

    /// Words that speak of who looks at the picture.
    static let cameraWords: Set<String> = [
        "camera", "zoom", "pan", "dolly", "tilt", "yaw", "truck", "view", "viewpoint", "perspective", "angle", "closer",
        "nearer",
        "farther", "further",
    ]

    static let picture: Set<String> = [
        "picture", "image", "photo", "photograph", "frame", "scene", "canvas", "screen", "view", "shot", "pic",
        "composition", "illustration", "drawing", "painting", "snapshot", "artwork", "visual", "selfie", "room",
    ]

    /// Words that say how a picture is made or what mood and season it shows.
    static let styles: Set<String> = [
        "charcoal", "watercolor", "watercolour", "cartoon", "sketch", "anime", "claymation", "impressionist",
        "impressionism", "cubist", "cubism", "pixel", "pixelated", "oil", "van", "gogh", "monet", "picasso", "vintage",
        "photorealistic", "comic", "manga", "pixar", "disney", "ghibli", "pencil", "ink", "style", "styled", "style's",
        "noir", "retro", "cyberpunk", "steampunk", "futuristic", "minimalist", "ukiyo", "pop", "lego", "origami", "3d",
        "render", "rendering", "rendered", "artwork", "art", "drawing", "painting", "illustration", "mosaic",
        "aesthetic", "look", "filter", "effect", "print", "engraving", "etching", "synthwave", "vaporwave", "gothic",
        "baroque", "surrealist", "surrealism", "abstract", "poly", "cel", "movie", "film", "poster", "page",
        "impressionistic", "expressionist", "graffiti", "collage", "fresco", "tapestry", "doodle", "caricature",
        "woodcut",
        "woodblock", "linocut", "lithograph", "pastel", "crayon", "hologram", "blueprint", "papercut",
    ]

    /// Seasons, weather and times of day, as nouns and adjectives.
    static let conditions: Set<String> = [
        "night", "winter", "springtime", "summertime", "wintertime", "thunderstorm", "blizzard", "summer", "autumn",
        "spring", "daytime", "nighttime", "day", "sunset", "sunrise", "dusk",
        "dawn", "snowy", "rainy", "foggy", "sunny", "cloudy", "stormy", "raining", "snowing", "evening", "morning",
        "fall", "midnight", "noon", "christmas", "halloween", "festive", "dramatic", "spooky", "moody", "gloomy",
        "twilight", "nightfall", "overcast", "misty", "rain", "storm",
    ]

    static let determiners: Phrasebook<ReferringExpression.Quantifier> = Phrasebook([
        ("the", .the), ("this", .the), ("that", .the), ("my", .the), ("your", .the), ("his", .the), ("her", .the),
        ("its", .the), ("our", .the), ("their", .the),
        ("a", .any), ("an", .any), ("some", .any), ("any", .any), ("another", .any), ("one of", .any), ("any of", .any),
        ("any one of", .any),
        ("either of", .any), ("either", .any), ("a single", .any),
        ("these", .plural), ("those", .plural), ("all", .all), ("all of", .all), ("every", .all), ("each", .all),
        ("each of", .all), ("every one of", .all), ("all the", .all),
        ("both", .count(2)), ("both of", .count(2)), ("both the", .count(2)), ("every single", .all),
        ("any and all", .all), ("the whole", .the), ("the entire", .the), ("the single", .the), ("the only", .the),
        ("whichever", .the),
    ])

    static let everything: Set<String> = ["everything", "anything", "whatever", "everyone", "everybody"]
    static let somethings: Set<String> = [
        "thing", "object", "item", "one", "stuff", "element", "figure", "layer", "entity", "other", "piece",
        "something", "form", "product",
    ]
    static let people: Set<String> = ["everyone", "everybody", "someone", "somebody", "guy"]

    /// Words that may stand before a command and say nothing.
    static let openers = Phrasebook<Void>(
        """
        could, would, should, please, kindly, could you, can you, would you, will you, could you please, can you please, would you please, i want you to, i would like you to, i want to,
        i would like to, i need you to, i need to, you should, you can, you could, we should, we need to, let's, let us, go ahead and, just, now, now please, help me, help me to, try to, hey, hi, hello, get me, show me, give me, ok, okay, so, well,
        first, firstly, first of all, second, secondly, third, thirdly, fourth, fourthly, fifth, fifthly, sixth, seventh, eighth, ninth, tenth, last of all, then, next, finally, lastly, also, and, after that, afterwards, and then, too, i want, i would like, i need, i'd like, we want, we need,
        would it be possible to, is it possible to, i wish to, we would like, we would like to, we would love, i would love, i would love to, i am going to, my goal is to, would you mind, do me a favor and, do me a favour and, in addition, additionally, as well, simply, quickly, carefully, after this, thanks, thank you, but, once done, once that is done, could we, can we, can i, may i, i wish, it would be nice if, i would love it if, i would like it if, i would appreciate it if, it would be cool if, it would be good if, it would look better if, could you make it so that, make it so that, make it so, i would be happy if, it would be great if, it would be better if, would it be possible to have, what if, how about, what about, imagine, imagine that, suppose, i would like it if, i wish that, can it be that, try, i would prefer it if, i would prefer, i would like to have, i would like to see, i want to see, i need to see, could there be a way to, in this picture, in this image, in the picture, in the image, in this photo, in the photo, from there, begin by, start by, start with, subsequently, later, plus, immediately, at the same time, meanwhile, maybe, perhaps, if possible, i think, i think you should, for me, to begin, to start, to finish, i would love it if you could, i would love to, it would be nice to, it would be great if you could, while you are at it, the next step is to, when that is done, when done, when you are done, after doing that, after you have done that, after which, having done that, with that done, to finish off, to finish up, you need to, you have to, you must, actually, instead
        """)

    /// Words that may stand anywhere and say nothing.
    static let fillers = Phrasebook<Void>(
        """
        please, now, just, also, too, here, thanks, thank you, kindly, for me, as well, instead, exactly, about, approximately, roughly, precisely, some more, more, again, directly, straight, simply, so that it looks good, if possible, only, even, further, farther, quickly, carefully, slowly, still, right now, you know, anymore, any more, any longer, back again, along, over there, over, together, once more, in the picture, in the image, in this picture, in this image, in the photo, in this photo, in the scene, from the picture, from the image, from this picture, from this image, from the photo, from this photo, from the scene, from view, from the room, from there, from here, out of there, from sight, out of here, altogether, of course, a total of, around by, to be, be, then, around, nicely, by about, permanently, from the photograph, from its place, off the picture, out of the picture, out of the image, out of the photo, out of the scene, out of the way, on the screen, of the picture, of the image, of the photo, of the scene
        """)

    /// What follows says why, or bars something: no part of the change.
    static let rationales = Phrasebook<Void>(
        """
        because, since, so that, so, in order to, to make room, to make space, to show, to create, to give, to reveal, while keeping, while leaving, without changing, without moving, without touching, without affecting, but keep, but leave, keeping, leaving, as it is, as if, making sure, ensuring, to help, for a better, to improve, to balance, to reflect, to match the mood, and make sure, making it look
        """)

    /// Between two commands or two names.
    static let joiners = Phrasebook<Void>(
        "and, and then, then, and also, but, plus, while, after that, and after that, and finally, as well as, before, followed by, whereas, and next, also, along with, or"
    )
    static let nounJoiners = Phrasebook<Void>("and, as well as, plus, along with, together with, and also")
    static let sequencers = Phrasebook<Void>(
        "then, and then, after that, and after that, afterwards, and next, finally, and finally, lastly, followed by"
    )
}

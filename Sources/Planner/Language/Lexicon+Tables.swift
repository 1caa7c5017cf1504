// One line a meaning: `meaning: phrase, phrase, …`. Longer phrases win over shorter ones.

extension Lexicon {
    static let verbTable = """
        remove: i do not want, i do not need, we do not want, i no longer want, remove, delete, erase, eliminate, get rid of, dispose of, take away, take out, take off, discard, throw away, throw out
        remove: hide, exclude, clear, clear away, wipe, wipe out, wipe away, strip, lose, omit, scratch, edit out, cut out, clean up, crop out
        remove: take * away, take * out, take * off, throw * away, throw * out, cut * out, wipe * out, clear * away, edit * out, crop * out
        remove: photoshop out, photoshop * out, clean * up, leave out, leave * out, do away with, drop * out, eradicate, banish, subtract, disappear, vanish, go away, go
        fall: fall, drop, fall down, drop down, tumble, drop * down, let go of, let go, let * go, come down, land
        move: move, shift, slide, push, drag, pull, reposition, relocate, displace, transfer, carry, bring, send, scoot, translate, haul, roll
        center: center, centre
        nudge: nudge, budge, inch, tweak the position of
        lift: lift, raise, elevate, hoist, lift up, raise up, lift * up, raise * up
        lower: lower
        put: put, place, set, position, lay, stand, rest, set down, put down, stick, seat, park, hang, prop
        insert: insert, add, paste, include, import, drop in, paste in, add in, put in
        take: take, grab, pick up, pick, select, choose, find, get, consider, locate, look at, pick * up
        grow: enlarge, grow, expand, magnify, increase, upsize, upscale, blow up, embiggen, extend, scale up, scale * up, blow * up, size up
        shrink: shrink, reduce, decrease, downsize, downscale, diminish, minimize, minimise, compress, scale down, scale * down, size down
        scale: scale, resize, rescale, size
        double: double
        triple: triple
        halve: halve
        paint: paint, color, colour, recolor, recolour, repaint, dye, tint, shade, stain, spray, re-colour, color in, colour in
        make: make, turn, let, let's have, want, have, render, get, should be, should look, must be, ought to be, needs to be, need to be, has to be, have to be, should, needs, becomes, become, would like, prefer, keep, give, see
        change: change, alter, modify, convert, transform, adjust, switch, set the, edit, update
        replace: replace, substitute, swap out, swap * out, exchange
        swap: swap, interchange, trade
        rotate: rotate, spin, tilt, twist, pivot, turn around, turn * around, tip, tip over, knock over, knock * over, swivel, lean, straighten, turn * clockwise
        flip: flip, mirror, invert, turn upside down, turn * upside down, reverse, reflect
        retouch: brighten, darken, lighten, blur, sharpen, desaturate, saturate, fade, retouch, smooth, soften, blend, highlight, dim, enhance, contrast, improve, clean
        background: fill, wallpaper, carpet
        reorder: reorder, bring forward, bring to the front, send to the back, bring * to the front, send * to the back, bring * to front, send * to back, send backward
        restyle: restyle, stylize, stylise, cartoonize, redraw, reimagine, repaint the picture, colorize, colourise, colorise
        extract: extract, isolate, segment, export, save, crop, separate
        duplicate: duplicate, copy, clone, multiply, repeat
        cut: cut, slice, bend, break, open, close, fold, stretch, squash, squeeze, deform, reshape, split, melt, trim, peel, tear, crush, unfold, fix, repair
        camera: zoom, zoom in, zoom out, pan, dolly, zoom * in
        pose: wave, smile, open the eyes of, sit, walk, run, jump, dance, kneel, bend over, raise the arm of, look
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
        on: on, onto, on top of, upon, atop, on to, on the top of, to the top of, over onto, on top, at the top of, riding, riding on, aboard
        above: above, over, up over, up above
        under: under, underneath, beneath, below, at the bottom of, at the foot of
        in_front_of: in front of, to the front of, before, ahead of, at the front of, out in front of
        behind: behind, in back of, at the back of, to the back of, in the back of, in the rear of, beyond
        near: near, next to, beside, close to, alongside, adjacent to, by, around, at the side of, to the side of, on the side of, by the side of, right next to, just beside, near to, up to, against, leaning against, nearby, right beside, over to, over by, at, close by
        between: between, in between, in the middle of, among, amid
        inside: in, inside, into, within, inside of, to the inside of
        toward: toward, towards, closer to, nearer to, in the direction of, further toward, further towards, closer towards
        away_from: away from, further from, farther from, further away from, farther away from
        with: with, holding, wearing, carrying, having, dressed in, containing
        off: from, off, off of
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
        tallest: tallest, longest, highest standing
        shortest: shortest
        widest: widest, broadest, fattest, thickest
        narrowest: narrowest, thinnest, slimmest
        darkest: darkest, blackest
        brightest: brightest, lightest, palest, whitest
        leftmost: leftmost, left most, furthest left, farthest left, most left, far left, furthest to the left, farthest to the left
        rightmost: rightmost, right most, furthest right, farthest right, most right, far right, furthest to the right, farthest to the right
        topmost: topmost, highest, uppermost, top most
        bottommost: bottommost, lowest, lowermost, bottom most
        nearest: nearest, closest, frontmost, front most, most forward
        farthest: farthest, furthest, most distant, rearmost, backmost, furthest away, farthest away
        """

    static let sizeTable = """
        big: big, large, huge, giant, great, bigger, larger, enormous, massive, sizable
        small: small, little, tiny, mini, smaller, miniature, teeny
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

    static let materials: Set<String> = [
        "wooden", "wood", "metal", "metallic", "plastic", "glass", "ceramic", "paper", "stone", "leather", "rubber",
        "steel", "clay", "porcelain",
        "shiny", "glossy", "matte", "brass", "bronze", "copper", "iron", "concrete", "fabric", "woolen", "marble",
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
        edge: all the way, completely, entirely, as far as possible, fully
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
        size: size, scale, height, width, dimensions, proportions, length, sizes, dimension
        color: color, colour, colors, colours, hue, paint, coloring, colouring, shade, tint, tone, paint color, paint colour
        place: position, place, location, spot
        tone: brightness, contrast, saturation, opacity, transparency, sharpness, lighting, exposure, texture, material, shape, pose, expression, style, orientation, angle, direction, pattern, intensity, warmth, temperature, background, clarity, vibrance, fabric
        """

    static let picture: Set<String> = [
        "picture", "image", "photo", "photograph", "frame", "scene", "canvas", "screen", "view", "shot", "pic",
        "composition", "room", "illustration", "drawing", "painting",
    ]

    static let bodyParts: Set<String> = [
        "arm", "leg", "hand", "head", "face", "eye", "hair", "mouth", "smile", "finger", "foot", "nose", "ear", "beard",
        "mustache", "moustache",
        "tail", "wing", "paw", "lip", "tooth", "skin", "expression", "neck", "knee", "shoulder", "elbow", "gaze",
        "posture", "pose", "chin", "eyebrow", "mane",
    ]

    static let styles: Set<String> = [
        "charcoal", "watercolor", "watercolour", "cartoon", "sketch", "anime", "claymation", "impressionist",
        "impressionism", "cubist", "cubism", "pixel", "oil",
        "van", "gogh", "monet", "picasso", "vintage", "sepia", "monochrome", "photorealistic", "realistic", "comic",
        "pencil", "ink", "style", "night", "winter", "summer",
        "autumn", "spring", "daytime", "nighttime", "sunset", "sunrise", "snowy", "rainy", "foggy", "noir", "retro",
        "cyberpunk", "futuristic", "minimalist", "ukiyo", "pop", "lego", "statue", "origami", "3d",
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
    ])

    static let everything: Set<String> = ["everything", "anything", "everyone", "everybody"]
    static let somethings: Set<String> = [
        "thing", "object", "item", "one", "stuff", "element", "figure", "layer", "entity", "other", "piece",
        "something", "form",
    ]
    static let people: Set<String> = ["everyone", "everybody", "someone", "somebody", "guy"]

    /// Words that may stand before a command and say nothing.
    static let openers = Phrasebook<Void>(
        """
        could, would, should, please, kindly, could you, can you, would you, will you, could you please, can you please, would you please, i want you to, i would like you to, i want to,
        i would like to, i need you to, i need to, you should, you can, you could, we should, we need to, let's, let us, go ahead and, just, now, now please, help me, help me to, try to, hey, hi, hello, ok, okay, so, well,
        first, firstly, first of all, second, secondly, then, next, finally, lastly, also, and, after that, afterwards, and then, too, i want, i would like, i need, i'd like, we want, we need,
        would it be possible to, is it possible to, i wish to, i am going to, my goal is to, would you mind, do me a favor and, do me a favour and, in addition, additionally, as well, simply, quickly, carefully, after this, thanks, thank you, but, once done, once that is done, could we, can we, can i, may i, i wish, in this picture, in this image, in the picture, in the image, in this photo, in the photo, from there, begin by, start by, start with, subsequently, later, plus, immediately, at the same time, meanwhile, maybe, perhaps, if possible, i think, i think you should, for me, to begin, to start, to finish, i would love it if you could, i would love to, it would be nice to, it would be great if you could, while you are at it, the next step is to, you need to, you have to, you must, actually, instead
        """)

    /// Words that may stand anywhere and say nothing.
    static let fillers = Phrasebook<Void>(
        """
        please, now, just, also, too, thanks, thank you, kindly, for me, as well, instead, exactly, about, approximately, roughly, precisely, some more, more, again, directly, straight, simply, so that it looks good, if possible, only, even, further, farther, quickly, carefully, slowly, still, right now, back again, along, over there, over, together, once more, in the picture, in the image, in this picture, in this image, in the photo, in this photo, in the scene, from the picture, from the image, from this picture, from this image, from the photo, from this photo, from the scene, from view, altogether, of course, a total of, around by, to be, be, then, around, nicely, by about, permanently, from the photograph, from its place, off the picture, out of the picture, out of the image, out of the photo, out of the scene, out of the way, on the screen, of the picture, of the image, of the photo, of the scene
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
    static let nounJoiners = Phrasebook<Void>("and, as well as, plus, along with, and also")
    static let sequencers = Phrasebook<Void>(
        "then, and then, after that, and after that, afterwards, and next, finally, and finally, lastly, followed by"
    )
}

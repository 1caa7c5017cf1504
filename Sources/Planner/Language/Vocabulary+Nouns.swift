// `name = synonym, … < kind of, … ~ usual outline and colours`; the detector's class names are all here.

extension Vocabulary {
    static let nounTable = """
        thing = object, item, entity, element, stuff, layer
        animal = creature, beast, pet, critter
        vehicle = conveyance
        container = receptacle, holder
        tableware = dish, crockery, dinnerware
        furniture = furnishing
        food = snack, meal
        fruit < food
        vegetable = veggie < food
        bird = birdie < animal
        plant = flora, greenery, shrub, bush, potted plant, houseplant, pot plant
        toy = plaything
        electronics = device, gadget, appliance, electronic device, electrical device, electrical appliance
        clothing = garment, clothes, outfit
        surface
        block shape = geometric shape, solid

        person = human, individual, figure, somebody, someone, people, pedestrian, passerby, bystander, passenger, player, worker
        man = guy, gentleman, dude, bloke, fellow, chap, male, lad, policeman, father, dad, fireman, businessman, husband, king, grandpa, grandfather, grandad, granddad < person
        woman = lady, female, madam, mother, mom, gal, bride, actress, wife, queen, waitress, grandma, grandmother, granny < person
        child = kid, toddler, baby, infant, youngster, little one, tot < person
        boy < child
        girl < child
        rider = cyclist, biker, jockey, horseman, skater, skateboarder, skier, surfer, snowboarder, driver < person

        cup = mug, teacup, coffee cup, coffee mug, paper cup, beaker, tea cup, tankard, stein, tumbler < container, tableware ~ cup
        bowl = basin, dish < container, tableware ~ bowl
        plate = saucer, platter < tableware ~ flat
        bottle = flask, water bottle, wine bottle, beer bottle < container ~ can
        vase = jar, urn, pitcher, jug, flower vase < container ~ cup
        can = tin, cylinder, tin can, canister, drum, barrel, tube, soda can, column, pillar < container, block shape ~ can
        box = cube, block, crate, carton, package, parcel, brick, cuboid, case, chest, cardboard box < container, block shape ~ box
        circle = oval, ellipse < block shape ~ ball
        square = rectangle < block shape ~ box
        triangle < block shape ~ pyramid
        pyramid = cone, tetrahedron, tent, traffic cone < block shape ~ pyramid
        ball = sphere, orb, globe, sports ball, soccer ball, football, basketball, tennis ball, baseball, volleyball, marble, beach ball, bubble < toy, block shape ~ ball
        book = novel, notebook, tome, textbook, magazine, booklet, journal, paperback, slab, diary, album < thing ~ flat
        wine glass = glass, goblet, drinking glass, glass of wine, champagne glass < container, tableware ~ cup
        bucket = pail < container ~ bowl
        basket = hamper < container ~ bowl
        pot = saucepan, pan, cooking pot, kettle, teapot, cauldron < container, tableware ~ cup
        lid = cap, cover ~ flat
        cutlery = silverware, flatware, eating utensil, utensil < tableware
        fork < cutlery
        knife = blade < cutlery
        spoon = ladle, teaspoon < cutlery
        candle ~ can
        lamp = light, light source, lantern, desk lamp, table lamp, floor lamp
        tray ~ flat

        dog = puppy, hound, pup, doggy, doggie, pooch, retriever, poodle, terrier, labrador < animal
        cat = kitten, kitty, feline < animal
        horse = pony, stallion, mare, foal, steed, colt < animal ~ brown
        zebra < animal
        giraffe < animal
        elephant < animal ~ gray
        cow = bull, ox, cattle, calf < animal
        sheep = lamb, goat, ram < animal ~ white
        bear = grizzly < animal ~ brown
        teddy bear = teddy, plush bear, stuffed bear, stuffed animal, plushie, soft toy < toy ~ brown
        lion = lioness < animal
        tiger < animal
        rabbit = bunny, hare < animal
        fish = goldfish, shark < animal
        butterfly = moth < animal
        fox < animal
        deer = stag < animal
        monkey = ape, gorilla < animal
        mouse = rat < animal
        frog = toad < animal
        pig < animal ~ pink
        duck = duckling < bird
        chicken = hen, rooster < bird
        crow = raven, blackbird, jackdaw < bird ~ black
        owl < bird
        seagull = gull < bird ~ white
        swan = goose < bird ~ white
        pigeon = dove < bird
        parrot < bird
        eagle = hawk, falcon < bird
        penguin < bird
        flamingo < bird ~ pink
        snowman ~ white
        dinosaur = dragon < animal

        car = automobile, sedan, suv, cab, taxi, convertible, jeep < vehicle
        bus = coach, minibus, tram, trolley, streetcar < vehicle
        truck = lorry, pickup, pickup truck, van, fire truck, firetruck < vehicle
        bicycle = bike, cycle, pushbike < vehicle
        motorcycle = motorbike, moped, scooter, vespa < vehicle
        train = locomotive < vehicle
        airplane = plane, aeroplane, aircraft, jet, helicopter < vehicle
        boat = ship, sailboat, canoe, kayak, yacht, vessel < vehicle
        skateboard = longboard < toy
        surfboard < toy
        snowboard < toy
        skis = ski
        kite < toy
        frisbee = disc < toy
        balloon = hot air balloon ~ ball
        baseball bat = bat
        baseball glove = glove
        tennis racket = racket, racquet

        chair = seat, armchair, stool, rocking chair < furniture
        couch = sofa, loveseat, settee, divan < furniture
        bed = mattress, cot < furniture
        nightstand = night stand, night table, bedside table, bedside cabinet, bedside stand, bed table < furniture, dining table
        dining table = table, coffee table, desk, tabletop, countertop, counter, kitchen table < furniture, surface
        bench = park bench < furniture
        shelf = bookshelf, bookcase, rack < furniture
        cabinet = cupboard, closet, dresser, wardrobe, drawer, chest of drawers, sideboard < furniture
        tv = television, telly, monitor, display, screen, tv screen, computer screen, television set, flatscreen < electronics
        laptop = computer, notebook computer, laptop computer < electronics
        keyboard < electronics ~ flat
        computer mouse < electronics
        remote = remote control < electronics
        cell phone = phone, mobile phone, smartphone, mobile, iphone, telephone, cellphone < electronics ~ flat
        microwave = microwave oven < electronics
        oven = stove, cooker < electronics
        toaster < electronics
        refrigerator = fridge, icebox, freezer < electronics
        hair drier = hair dryer, blow dryer < electronics
        camera < electronics
        coffee machine = coffee maker, espresso machine < electronics
        speaker < electronics
        clock = wall clock, alarm clock ~ ball
        watch = wristwatch
        sink = washbasin
        toilet = loo
        bathtub = tub
        toothbrush
        scissors = shears
        umbrella = parasol
        backpack = rucksack, knapsack
        handbag = purse, bag, shopping bag, tote
        suitcase = luggage, briefcase, baggage ~ box
        tie = necktie < clothing
        hat = cap, beanie, helmet < clothing
        shirt = t-shirt, tshirt, blouse, sweater, jumper, top, hoodie < clothing
        jacket = coat, blazer < clothing
        dress = gown, skirt < clothing
        pants = trousers, jeans, shorts < clothing
        shoe = boot, sneaker, sandal < clothing
        eyeglasses = glasses, spectacles, sunglasses < clothing
        scarf < clothing
        crown = tiara
        mirror = looking glass
        mask
        sword
        guitar = violin
        piano

        apple < fruit ~ ball red
        orange = tangerine, mandarin < fruit ~ ball orange
        banana < fruit ~ yellow
        lemon < fruit ~ ball yellow
        lime < fruit ~ ball green
        strawberry = raspberry, cherry < fruit ~ red
        grape < fruit ~ purple
        pear < fruit ~ green
        peach < fruit ~ ball orange
        watermelon = melon < fruit ~ ball green
        pineapple < fruit
        broccoli < vegetable ~ green
        carrot < vegetable ~ orange
        tomato < vegetable ~ ball red
        potato < vegetable ~ brown
        pumpkin = jack o lantern, squash, gourd < vegetable ~ ball orange
        pizza < food ~ flat
        hot dog < food
        sandwich = burger, hamburger < food
        donut = doughnut, bagel < food
        cake = pie, cupcake, muffin < food
        bread = loaf < food ~ brown
        egg < food ~ ball white
        cheese < food ~ yellow
        cookie = biscuit < food ~ flat brown
        ice cream < food
        coffee = tea, drink, beverage

        tree = palm, palm tree, pine, oak, sapling < plant ~ green
        flower = rose, tulip, daisy, bouquet, sunflower, blossom < plant
        leaf < plant ~ green
        grass = lawn < plant, surface ~ green
        cactus < plant ~ green
        mushroom < plant
        pine cone
        log = trunk, stump ~ brown
        rock = stone, boulder, pebble ~ gray
        mountain = hill
        moon = full moon, crescent ~ ball white yellow
        sun ~ ball yellow
        star ~ yellow
        cloud ~ white
        rainbow
        river = lake, sea, ocean, pond, water < surface ~ blue
        sky < surface ~ blue
        floor = ground, tiles, pavement < surface
        rug = carpet, mat, doormat < surface ~ flat
        wall = backdrop < surface
        street = road, sidewalk, path, track < surface
        beach = sand < surface
        field = meadow < surface ~ green
        background < surface
        ceiling < surface
        snow < surface ~ white

        house = building, cottage, hut, cabin, barn, tower, church, castle, skyscraper, home, dome
        bridge
        fence = gate
        door
        window = pane
        stairs = staircase, steps
        ladder
        traffic light = stoplight, traffic signal, street light
        fire hydrant = hydrant ~ red
        stop sign = sign, road sign, signpost, billboard ~ red
        parking meter = meter
        street lamp = lamppost, lamp post
        statue = sculpture, figurine, bust
        picture frame = poster, painting, portrait, picture, framed picture, wall art, artwork
        flag = banner
        chimney
        fountain
        swing
        slide
        wheel = tire, tyre ~ ball
        button
        coin ~ flat
        key
        pen = pencil, marker, crayon, brush
        paper = sheet, letter, envelope, newspaper, card ~ flat
        pillow = cushion ~ flat
        blanket = towel, cloth, napkin, sheet, curtain
        gift = present ~ box
        shadow
        logo
        text
        """
}

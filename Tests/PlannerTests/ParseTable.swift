/// Instructions as people type them, and below each, indented, what they ask for.
let parseTable = #"""
    move the black pyramid 100 pixels to the right
        MOVE pyramid{color=black} right 100px
    make the green cup 30% smaller
        RESIZE cup{color=green} ×0.7
    paint the green cup yellow
        EDIT cup{color=green} yellow
    make the gray box 1.3 times larger
        RESIZE box{color=gray} ×1.3
    remove the pumpkin and move the crow up a bit
        REMOVE pumpkin
        MOVE crow up little
    Remove the cup and ball.
        REMOVE cup
        REMOVE ball
    move the cup to the left of the book
        MOVE cup to left_of book
    put the ball on the book
        MOVE ball to on book
    move the ball on the book to the left
        MOVE ball{on book} left
    move the second horse from the left 50px up
        MOVE horse{ordinal=2, from=left} up 50px
    take the ball and move it left
        MOVE ball left
    please could you delete all the red cups
        REMOVE cups{all, color=red}
    insert crow.png on the table
        INSERT crow{any} file=crow.png to on table
    add logo.png to the left of the cup, 80 pixels tall
        INSERT logo{any} file=logo.png to left_of cup height=80
    Change the color of the domes to a gradient of blue shades.
        EDIT domes{plural} blue
    Remove the object on the table, and increase the brightness of the background.
        REMOVE ·{on table}
        RETOUCH background brightness +0.3
    Replace the bicycle in the image with a wooden park bench.
        REPLACE bicycle by park bench 'a wooden park bench'
    Raise the person's left arm.
        REFUSED raise the person's left arm
    paint the cup red, the ball blue and the box green
        EDIT cup red
        EDIT ball blue
        EDIT box green
    move the cup left and the ball right
        MOVE cup left
        MOVE ball right
    make the cup bigger and red
        RESIZE cup ×1.3
        EDIT cup red
    shrink the largest box by half
        RESIZE box{largest} ×0.5
    remove the person between the two children
        REMOVE person{between children{count=2}}
    I want the cup removed
        REMOVE cup
    the ball should fall
        FALL ball
    drop the ball
        FALL ball
    let the ball fall
        FALL ball
    get rid of everything except the cup
        REMOVE ·{all, except cup}
    move the cup to the center
        MOVE cup to center
    move the cup to 100, 200
        MOVE cup to (100, 200)
    move it to the top left corner
        MOVE it to top left
    make the man smile
        REFUSED make the man smile
    jiggle the cup
        REFUSED jiggle the cup
    remove the can and mirror
        REMOVE can
        REMOVE mirror
    turn the box into a green one
        EDIT box green
    move the cup 5 cm left
        REFUSED move the cup 5 cm left
    scale the cup up by 20%
        RESIZE cup ×1.2
    resize the ball to 150 %
        RESIZE ball ×1.5
    make the ball twice as big
        RESIZE ball ×2
    make the ball half the size
        RESIZE ball ×0.5
    remove the cup that is not red
        REMOVE cup{not color=red}
    remove the man wearing a red shirt
        REMOVE man{with shirt{any, color=red}}
    swap the cup and the ball
        MOVE cup to where ball is
        MOVE ball to where cup was
    move the left cup behind the box
        MOVE cup{place=left} to behind box
    nudge the mug to the right a little
        MOVE mug right little
    move the three balls up
        MOVE balls{count=3} up
    remove both cups and make the box bigger
        REMOVE cups{count=2}
        RESIZE box ×1.3
    remove the orange
        REMOVE orange
    paint the orange orange
        REFUSED paint the orange orange
    make object 3 blue
        EDIT object 3 blue
    bring the cup closer
        MOVE cup forward
    bring the cup closer to the box
        MOVE cup to toward box
    take the cup off the table
        REMOVE cup{off table}
    throw the cup away
        REMOVE cup
    move the cup on the left
        MOVE cup left
    move the cup on the left to the right
        MOVE cup{place=left} right
    remove the purple cup
        REMOVE cup{color=purple}
    delete it
        REMOVE it
    erase both people
        REMOVE people{count=2}
    get rid of the man on the left
        REMOVE man{place=left}
    take out the third horse from the left
        REMOVE horse{ordinal=3, from=left}
    take the person away
        REMOVE person
    remove everything on the table
        REMOVE ·{all, on table}
    remove all the chairs except the red one
        REMOVE chairs{all, except ·{color=red}}
    remove the two people on the left
        REMOVE people{count=2, place=left}
    remove the first and third person from the left
        REMOVE person{plural, ordinal=1+3, from=left}
    remove the cup closest to the box
        REMOVE cup{nearest→box}
    remove the largest ball and the smallest box
        REMOVE ball{largest}
        REMOVE box{smallest}
    remove the leftmost horse
        REMOVE horse{leftmost}
    please remove the coffee cup from the picture
        REMOVE coffee cup
    can you get rid of the bus?
        REMOVE bus
    I would like you to erase the zebra.
        REMOVE zebra
    I don't want the spoon in the picture
        REMOVE spoon
    could you delete the saucer please
        REMOVE saucer
    Remove the person who is wearing a blue jacket
        REMOVE person{with jacket{any, color=blue}}
    remove the dog under the tree
        REMOVE dog{under tree}
    remove the red thing
        REMOVE ·{color=red}
    remove the object between the cup and the ball
        REMOVE ·{between cup & ball}
    remove the cup to the left of the box
        REMOVE cup{left_of box}
    remove the ball on top of the box
        REMOVE ball{on box}
    remove the book under the cup
        REMOVE book{under cup}
    remove the guy in the middle
        REMOVE guy{place=center}
    remove the one on the right
        REMOVE ·{place=right}
    remove the front horse
        REMOVE horse{place=front}
    remove the background
        BACKGROUND background all transparent
    remove the shadow
        REMOVE shadow
    move the bus to the right
        MOVE bus right
    move the bus 20% to the left
        MOVE bus left 20%
    move the horse a little to the left
        MOVE horse left little
    shift the giraffe far to the right
        MOVE giraffe right far
    move the cup up by 30 pixels
        MOVE cup up 30px
    move the cup left 50 pixels and up 20 pixels
        MOVE cup left 50px up 20px
    slide the book toward the cup
        MOVE book to toward cup
    push the box away from the ball
        MOVE box to away_from ball
    move the can closer to the pyramid
        MOVE can to toward pyramid
    move the yellow cup next to the white cup
        MOVE cup{color=yellow} to near cup{color=white}
    move the zebra in front of the giraffe
        MOVE zebra to in_front_of giraffe
    place the ball behind the box
        MOVE ball to behind box
    put the mug on top of the book
        MOVE mug to on book
    put the red ball between the cup and the box
        MOVE ball{color=red} to between cup & box
    put it on the box
        MOVE it to on box
    move the cup to the bottom right corner of the picture
        MOVE cup to bottom right
    move the cup to the left edge
        MOVE cup to left
    move everything left
        MOVE ·{all} left
    move both cups 10 px down
        MOVE cups{count=2} down 10px
    move the spoon off the saucer
        MOVE spoon to away_from saucer
    lift the ball
        MOVE ball up
    raise the crow by 40 pixels
        MOVE crow up 40px
    lower the lamp slightly
        MOVE lamp down little
    bring the horse to the front
        REORDER horse to_front
    nudge the can left
        MOVE can left little
    drag the bus to (300, 200)
        MOVE bus to (300, 200)
    center the cup
        MOVE cup to center
    move the cup to x=100 y=50
        MOVE cup to (100, 50)
    move the cup half its width to the right
        MOVE cup right 0.5own
    move the cup all the way to the right
        MOVE cup to right
    move the second cup from the right under the table
        MOVE cup{ordinal=2, from=right} to under table
    swap the ball with the cup
        MOVE ball to where cup is
        MOVE cup to where ball was
    make the horse bigger
        RESIZE horse ×1.3
    make the giraffe twice as tall
        RESIZE giraffe ×2
    make the bus 20 percent smaller
        RESIZE bus ×0.8
    make the cup a bit smaller
        RESIZE cup ×0.87
    make the cup much bigger
        RESIZE cup ×1.75
    make the ball tiny
        RESIZE ball ×0.4
    enlarge the coffee cup by 50%
        RESIZE coffee cup ×1.5
    shrink the zebra to half its size
        RESIZE zebra ×0.5
    scale the bus by 1.5
        RESIZE bus ×1.5
    scale down the bus
        RESIZE bus ×0.769
    reduce the size of the ball by 20%
        RESIZE ball ×0.8
    increase the size of the cup
        RESIZE cup ×1.3
    double the size of the box
        RESIZE box ×2
    halve the ball
        RESIZE ball ×0.5
    resize the cup to 120 pixels tall
        RESIZE cup height=120
    make the ball the same size as the box
        RESIZE ball like box
    make the red ball as big as the blue ball
        RESIZE ball{color=red} like ball{color=blue}
    make the box 3x larger
        RESIZE box ×3
    make the box 100% smaller
        REFUSED make the box 100% smaller
    paint the bus green
        EDIT bus green
    color the horse brown
        EDIT horse brown
    colour the cup light blue
        EDIT cup light blue
    turn the bus red
        EDIT bus red
    change the bus to yellow
        EDIT bus yellow
    change the color of the bus to #ff8800
        EDIT bus #ff8800
    change the bus's color to blue
        EDIT bus blue
    recolor the spoon in gold
        EDIT spoon gold
    make the cup a darker blue
        EDIT cup dark blue
    make the shirt of the man red
        EDIT shirt{of man} red
    make the bus blue and smaller
        EDIT bus blue
        RESIZE bus ×0.769
    dye the man's hair red
        EDIT hair{of man} red
    give the cup a red color
        EDIT cup red
    paint it red
        EDIT it red
    make them all green
        EDIT them green
    paint the cup the same color as the ball
        EDIT cup like ball
    change the red cup to blue
        EDIT cup{color=red} blue
    make the grey box orange
        EDIT box{color=gray} orange
    paint the cup wooden
        EDIT cup material=wooden
    paint the box zorp
        REFUSED paint the box zorp
    insert ./pics/crow.png on the pumpkin
        INSERT crow{any} file=./pics/crow.png to on pumpkin
    add "my logo.png" at 100, 50
        INSERT my logo{any} file=my logo.png to (100, 50)
    paste cat.jpg next to the dog, 120 px tall
        INSERT cat{any} file=cat.jpg to near dog height=120
    add a cat next to the dog
        INSERT cat{any} 'a cat' to near dog
    insert a moon
        INSERT moon{any} 'a moon'
    put tree.png behind the house
        INSERT tree{any} file=tree.png to behind house
    drop the ball on the box
        MOVE ball to on box
    let it fall
        FALL it
    drop it
        FALL it
    let go of the balloon
        FALL balloon
    make the crow fall
        FALL crow
    knock over the can
        ROTATE can 90° about
    rotate the bus 90 degrees
        ROTATE bus 90°
    flip the horse
        FLIP horse horizontal
    blur the background
        RETOUCH background blur +0.5
    make the picture black and white
        RETOUCH picture saturation =0
    turn this into a charcoal drawing
        REFUSED turn this into a charcoal drawing
    make it look like a watercolor painting
        REFUSED make it look like a watercolor painting
    raise the man's arm
        REFUSED raise the man's arm
    make the woman smile
        REFUSED make the woman smile
    open the door of the bus
        REFUSED open the door of the bus
    replace the cup with a glass
        REPLACE cup by glass 'a glass'
    zoom in
        VIEWPOINT picture zoom forward
    move the camera 30% closer
        VIEWPOINT picture dolly forward 30%
    bring the camera a bit closer
        VIEWPOINT picture dolly forward little
    put the camera lower
        VIEWPOINT picture pan down
    take a step back
        VIEWPOINT picture dolly back
    move the camera toward the box
        VIEWPOINT box dolly forward
    get closer to the mug
        VIEWPOINT mug dolly forward
    tilt down 5 degrees
        VIEWPOINT picture tilt down 5°
    show it from a little further away
        VIEWPOINT picture dolly back little
    crop the picture
        REFUSED crop the picture
    the cup should be on the left
        MOVE cup to left
    the red cup, make it blue
        EDIT cup{color=red} blue
    cup left
        MOVE cup left
    left
        REFUSED left
    I want the box to be red
        EDIT box red
    I want the ball gone
        REMOVE ball
    hello
        REFUSED hello
    make the ball
        REFUSED make the ball
    move
        REFUSED move
    remove
        REFUSED remove
    move the cup
        REFUSED move the cup
    move the cup and then remove it
        REMOVE it
        REFUSED move the cup
    remove the cup, the ball and the box
        REMOVE cup
        REMOVE ball
        REMOVE box
    first remove the cup, then move the ball left, and finally paint the box red
        REMOVE cup
        MOVE ball left
        EDIT box red
    take the cup and put it on the book
        MOVE cup to on book
    select the red ball. Move it up.
        MOVE ball{color=red} up
    Move the ball to the left. And the box too.
        MOVE ball left
        MOVE box left
    remove the cup but not the ball
        REMOVE cup
    delete the white cup, then drop the ball
        REMOVE cup{color=white}
        FALL ball
    remove the pumpkin so that the crow lands
        REMOVE pumpkin
    don't remove the cup
        REFUSED do not remove the cup
    make the box bigger, the ball smaller and the cup red
        RESIZE box ×1.3
        RESIZE ball ×0.769
        EDIT cup red
    move the ball left and the cup right
        MOVE ball left
        MOVE cup right
    move the cup 100 pixels
        REFUSED move the cup 100 pixels
    move the cup 3 inches right
        REFUSED move the cup 3 inches right
    move the cup 1e99 pixels left
        REFUSED move the cup 1e99 pixels left
    move object 3 to the right
        MOVE object 3 right
    remove layer 2
        REMOVE layer 2
    remove person 1
        REMOVE person 1
    remove the number 5
        REMOVE number 5
    remove cup and can
        REMOVE cup
        REMOVE can
    the mug on the book should be moved to the left by 40 px
        MOVE mug{on book} left 40px
    Teh cup rigth
        MOVE cup right
    MOVE THE CUP LEFT!!!
        MOVE cup left
    move the cup left, please.
        MOVE cup left
    remove the tall can
        REMOVE can{size=tall}
    remove the flat blue thing
        REMOVE ·{shape=flat, color=blue}
    remove the round object
        REMOVE ·{shape=ball}
    remove the pointy purple one
        REMOVE ·{shape=pyramid, color=purple}
    remove the mug's handle
        REMOVE handle{of mug}
    move the ball from the box to the book
        MOVE ball{off box} to near book
    take the ball from the box and put it on the book
        MOVE ball{off box} to on book
    make the second largest ball blue
        EDIT ball{ordinal=2, largest} blue
    remove the darkest cup
        REMOVE cup{darkest}
    remove the last horse
        REMOVE horse{ordinal=-1}
    remove a cup
        REMOVE cup{any}
    remove one of the cups
        REMOVE cups{any}
    remove any two balls
        REMOVE balls{count=2}
    move the top left ball down
        MOVE ball{place=top left} down
    remove the cup in the bottom right corner
        REMOVE cup{place=bottom right}
    remove the cup in the background
        REMOVE cup{place=back}
    remove the cup at the back
        REMOVE cup{place=back}
    move the can on the right behind the pyramid
        MOVE can{place=right} to behind pyramid
    place the orange on the orange box
        MOVE orange to on box{color=orange}
    make the orange ball orange
        EDIT ball{color=orange} orange
    remove the traffic light and the stop sign
        REMOVE traffic light
        REMOVE stop sign
    remove the teddy bear
        REMOVE teddy bear
    remove the wine glass next to the bottle of wine
        REMOVE wine glass{near bottle{of wine}}
    remove the cell phone
        REMOVE cell phone
    remove the person in the middle of the bus
        REMOVE person{inside bus}
    remove the bus and the people
        REMOVE bus
        REMOVE people{plural}
    paint the cup in red
        EDIT cup red
    paint the coffee cup with blue
        EDIT coffee cup blue
    move the coffee cup to the left of the spoon
        MOVE coffee cup to left_of spoon
    move the middle horse a bit to the right
        MOVE horse{place=center} right little
    remove the horse on the far right
        REMOVE horse{place=right}
    make the brown horse white
        EDIT horse{color=brown} white
    make the left horse 1.5 times bigger
        RESIZE horse{place=left} ×1.5
    move the giraffe behind the zebra
        MOVE giraffe to behind zebra
    delete the zebra and enlarge the giraffe by 20 percent
        REMOVE zebra
        RESIZE giraffe ×1.2
    remove the motorcycle
        REMOVE motorcycle
    move the man on the motorcycle to the right
        MOVE man{on motorcycle} right
    remove the woman standing next to the bus
        REMOVE woman{near bus}
    get rid of all the pedestrians
        REMOVE pedestrians{all}
    remove three of the people
        REMOVE people{count=3}
    turn the grass red
        EDIT grass red
    make the sky blue
        BACKGROUND sky sky blue
    add a hat to the man
        INSERT hat{any} 'a hat' to near man
    put a hat on the man
        INSERT hat{any} 'a hat' to on man
    make the man taller
        RESIZE man ×1.3
    make the horse gallop
        REFUSED make the horse gallop
    swap out the bus for a tram
        REPLACE bus by tram 'a tram'
    move the cup and the saucer to the right
        MOVE cup right
        MOVE saucer right
    move the cup with its saucer to the right
        MOVE cup{with saucer} right
    move the cup 50px left then 20px up
        MOVE cup left 50px
        MOVE it up 20px
    move the cup left, up and then paint it green
        MOVE cup left up
        EDIT it green
    move the cup left and then right
        MOVE cup left
        MOVE it right
    remove the red and blue balls
        REMOVE balls{plural, color=red}
        REMOVE balls{plural, color=blue}
    remove the red ball and blue box
        REMOVE ball{color=red}
        REMOVE box{color=blue}
    paint both balls purple
        EDIT balls{count=2} purple
    make every cup pink
        EDIT cup{all} pink
    colour all of the boxes teal
        EDIT boxes{all} teal
    move the cup diagonally
        REFUSED move the cup diagonally
    move the ball up and to the left
        MOVE ball up left
    move it a lot to the left
        MOVE it left far
    move the cup further left
        MOVE cup left
    move the cup closer to us
        MOVE cup forward
    move the box into the background
        MOVE box back
    move the box to the foreground
        MOVE box forward
    place the cup in the centre of the image
        MOVE cup to center
    put the cup at the top
        MOVE cup to top
    put the cup in the upper left corner
        MOVE cup to top left
    put the cup in the bowl
        MOVE cup to inside bowl
    put the cup into the box
        MOVE cup to inside box
    place the ball 20 pixels to the left of the box
        MOVE ball to left_of box 20px
    move the ball 20 pixels left of the box
        MOVE ball to left_of box 20px
    move the ball to the right of the box by 40 px
        MOVE ball to right_of box 40px
    move the cup underneath the shelf
        MOVE cup to under shelf
    hang the picture above the couch
        MOVE picture to above couch
    place the lamp above the table
        MOVE lamp to above table
    move the cup over the book
        MOVE cup to above book
    move the cup over to the left
        MOVE cup left
    push the ball off the book
        MOVE ball to away_from book
    let the ball roll to the right
        MOVE ball right
    let the ball drop onto the box
        MOVE ball to on box
    make the ball fall down
        FALL ball
    make the cup disappear
        REMOVE cup
    make the cup invisible
        REMOVE cup
    make the cup transparent
        RETOUCH cup opacity =0.5
    make the ball brighter
        RETOUCH ball brightness +0.3
    make the ball a little bit larger
        RESIZE ball ×1.15
    make the ball slightly bigger and blue
        RESIZE ball ×1.15
        EDIT ball blue
    make the cup 50 percent of its size
        RESIZE cup ×0.5
    make the cup 150%
        RESIZE cup ×1.5
    make the cup 1/2 the size
        RESIZE cup ×0.5
    make the cup half as big
        RESIZE cup ×0.5
    make the cup five times bigger
        RESIZE cup ×5
    increase the cup's size by 30%
        RESIZE cup ×1.3
    decrease the size of the cup
        RESIZE cup ×0.769
    shrink the cup by a third
        RESIZE cup ×0.667
    scale the cup to 0.5
        RESIZE cup ×0.5
    scale up the cup 2x
        RESIZE cup ×2
    resize the cup
        REFUSED resize the cup
    resize the cup by a factor of 3
        RESIZE cup ×3
    upscale the image
        REFUSED upscale the image
    the cup is too small, make it bigger
        RESIZE cup ×1.3
    the cup is too big
        REFUSED the cup
    could the cup be a bit smaller?
        RESIZE cup ×0.87
    would you mind removing the cup?
        REMOVE cup
    I need the box moved 30 pixels to the right
        MOVE box right 30px
    I'd like to see the cup in green
        EDIT cup green
    we should paint the box black
        EDIT box black
    now remove the ball
        REMOVE ball
    then move the cup left
        MOVE cup left
    also delete the book
        REMOVE book
    ok, now make the red one bigger
        RESIZE ·{color=red} ×1.3
    change the bus
        REFUSED change the bus
    change the bus color
        REFUSED change the bus color
    change the bus from red to blue
        EDIT bus blue
    change the dog to a cat
        REPLACE dog by cat 'a cat'
    change the cup's position to the left
        MOVE cup left
    set the color of the can to beige
        EDIT can beige
    make the can's colour gray
        EDIT can gray
    recolour the cup
        REFUSED recolour the cup
    recolor cup green and ball red
        EDIT cup green
        EDIT ball red
    give the box a blue coat of paint
        EDIT box blue
    turn the cup upside down
        FLIP cup vertical
    turn the man around
        REFUSED turn the man around
    turn off the light
        REFUSED turn off the light
    remove the text on the bus
        REMOVE text{on bus}
    remove the number 73
        REMOVE number 73
    blur the face of the man
        RETOUCH face{of man} blur +0.5
    increase the brightness
        RETOUCH picture brightness +0.3
    make it darker
        RETOUCH it brightness -0.3
    make everything bigger
        RESIZE ·{all} ×1.3
    make everything else gray
        EDIT ·{all, other} gray
    remove the other cup
        REMOVE cup{other}
    what is in the picture?
        REFUSED what is in the picture
    why is the cup red
        REFUSED why is the cup red
    3 cups
        REFUSED 3 cups
    remove cups
        REMOVE cups{plural}
    remove the second and the third cup
        REMOVE cup{plural, ordinal=2+3}
    remove the 2nd cup
        REMOVE cup{ordinal=2}
    remove the third ball from the right and make the first ball from the left green
        REMOVE ball{ordinal=3, from=right}
        EDIT ball{ordinal=1, from=left} green
    remove the second largest box
        REMOVE box{ordinal=2, largest}
    move the two cups on the left to the right
        MOVE cups{count=2, place=left} right
    move the tallest can next to the shortest can
        MOVE can{tallest} to near can{shortest}
    make the thing on the book smaller
        RESIZE ·{on book} ×0.769
    remove the thing behind the ball
        REMOVE ·{behind ball}
    remove the ball that is on the book
        REMOVE ball{on book}
    remove the box which is not red
        REMOVE box{not color=red}
    remove the cups that are white
        REMOVE cups{plural, color=white}
    remove the white cup and the white bowl on the white book
        REMOVE cup{color=white}
        REMOVE bowl{color=white, on book{color=white}}
    move the "orange box" left
        MOVE orange box left
    delete 'object 3'
        REMOVE object 3
    move cup, box and ball up
        MOVE cup up
        MOVE box up
        MOVE ball up
    remove the the cup
        REMOVE cup
    pls remove the cup thx
        REMOVE cup
    REMOVE THE CUP AND MOVE THE BOX RIGHT 40PX
        REMOVE cup
        MOVE box right 40px
    remove cup;move box left
        REMOVE cup
        MOVE box left
    remove cup. move box left. paint ball red
        REMOVE cup
        MOVE box left
        EDIT ball red
    1. remove the cup 2. move the box left
        REMOVE cup
        MOVE box left
    - remove the cup
        REMOVE cup
    "remove the cup"
        REMOVE cup
    remove the cup?!
        REMOVE cup
    the cup should be brought forward
        REORDER cup forward
    the cup brought to the front
        REORDER cup to_front
    the back chair should be brought forward
        REORDER chair{place=back} forward
    send the cup at the front to the back
        REORDER cup{place=front} to_back
    bring the cup on the back shelf to the front
        REORDER cup{on shelf{place=back}} to_front
    bring the cup in front of the book
        REORDER cup in_front_of book
    bring the cup to the front of the box
        REORDER cup in_front_of box
    send the cup behind the book
        REORDER cup behind book
    put the cup behind the vase in the stacking order
        REORDER cup behind vase
    move the cup in front of the book in the layer order
        REORDER cup in_front_of book
    the cup should be placed behind the vase in the layers
        REORDER cup behind vase
    put the cup behind the book
        MOVE cup to behind book
    shift the hue of the cup by 40 degrees
        RETOUCH cup hue +0.111
    rotate the hue of the picture by -90 degrees
        RETOUCH picture hue -0.25
    increase the hue of the cup by 20%
        RETOUCH cup hue +0.2
    shift the colors of the cup by 30 degrees
        RETOUCH cup hue +0.083
    change the color of the picture to black and white
        RETOUCH picture saturation =0
    knock the lamp on the table over
        ROTATE lamp{on table} 90° about
    make the colours of the picture more vivid
        RETOUCH picture saturation +0.4
    insert 3 crow.png on the table
        INSERT crow{any} file=crow.png count=3 to on table
    insert three copies of crow.png on the table
        INSERT crow{any} file=crow.png count=3 to on table
    insert crow.png on the table twice
        INSERT crow{any} file=crow.png count=2 to on table
    spin the cup around by 45 degrees
        ROTATE cup 45°
    rotate the overhead lamp
        ROTATE overhead lamp 30° about
    rotate the cup over there
        ROTATE cup 30° about
    tip the cup over
        ROTATE cup 90° about
    the cup should be knocked over
        ROTATE cup 90° about
    turn the vase upside down. then flip the cup
        FLIP vase vertical
        FLIP cup horizontal
    brighten the cup. then enhance the image
        RETOUCH cup brightness +0.3
        RETOUCH picture contrast +0.2
    convert the noir poster to red. use the box
        EDIT noir poster red
        REFUSED use the box
    move the car away. show the picture
        MOVE car back
        REFUSED show the picture
    brighten up the vase completely
        RETOUCH vase brightness +1
    increase the brightness of the vase as far as possible
        RETOUCH vase brightness +1
    make the vase a lot brighter
        RETOUCH vase brightness +0.6
    remove the bus numbered 20051234
        REMOVE bus{says '20051234'}
    remove the n't cup
        REFUSED remove the not cup
    """#

/// A priority queue that gives the smallest element first.
struct BinaryHeap<Element: Comparable> {
    private var elements: [Element] = []

    var isEmpty: Bool { elements.isEmpty }

    mutating func push(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if elements[child] >= elements[parent] { break }
            elements.swapAt(child, parent)
            child = parent
        }
    }

    mutating func popMinimum() -> Element? {
        guard let minimum = elements.first else { return nil }
        let last = elements.removeLast()
        if !elements.isEmpty {
            elements[0] = last
            var parent = 0
            while true {
                let left = 2 * parent + 1
                guard left < elements.count else { break }
                let right = left + 1
                let child = right < elements.count && elements[right] < elements[left] ? right : left
                if elements[child] >= elements[parent] { break }
                elements.swapAt(child, parent)
                parent = child
            }
        }
        return minimum
    }
}

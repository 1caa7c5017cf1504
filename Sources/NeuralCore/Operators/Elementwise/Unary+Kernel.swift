import CKernels
import Foundation

extension Unary {
    /// Float32 where there is a kernel for it in C.
    func vectorKernel(_ count: Int) -> Kernel? {
        switch operation {
        case .relu: .applying(count, CKClamp, 0, .infinity)
        case .relu6: .applying(count, CKClamp, 0, 6)
        case .exponential: .applying(count, CKExp)
        case .logarithm: .applying(count, CKLog)
        case .errorFunction: .applying(count, CKErf)
        case .hyperbolicTangent: .applying(count, CKTanh)
        case .sigmoid: .applying(count, CKSigmoid)
        case .softplus: .applying(count, CKSoftplus)
        case .mish: .applying(count, CKMish)
        case .hardSigmoid(let alpha, let beta): .applying(count, CKHardSigmoid, alpha, beta)
        case .hardSwish: .applying(count, CKHardSwish, 1 / 6, 0.5)
        case .leakyRelu(let alpha): .applying(count, CKLeakyRelu, alpha, 0)
        case .exponentialLinear(let alpha, let beta, gamma: 1): .applying(count, CKElu, alpha, beta)
        case .swish(let alpha): .applying(count, CKSwish, alpha, 0)
        case .gelu(let isApproximate): .applying(count, isApproximate ? CKGeluTanh : CKGelu)
        default: nil
        }
    }

    /// What takes more than arithmetic is computed in double precision, and rounded once.
    func kernel<F: BinaryFloatingPoint & Number>(_ count: Int, _: F.Type) -> Kernel {
        switch operation {
        case .absolute: .mapping(count, Magnitude<F>())
        case .negate: .mapping(count, Negation<F>())
        case .sign: .mapping(count, F.self) { $0.sign as F }
        case .relu: .mapping(count, F.self) { $0 < 0 ? 0 : $0 }
        case .relu6: .mapping(count, F.self) { $0 < 0 ? 0 : $0 > 6 ? 6 : $0 }
        case .ceiling: .mapping(count, F.self) { $0.rounded(.up) }
        case .floor: .mapping(count, F.self) { $0.rounded(.down) }
        case .round: .mapping(count, F.self) { $0.rounded(.toNearestOrEven) }
        case .squareRoot: .mapping(count, SquareRoot<F>())
        case .reciprocal: .mapping(count, Inverse<F>())
        case .reciprocalSquareRoot: .mapping(count, F.self) { 1 / $0.squareRoot() }
        case .exponential: .computing(count, F.self) { exp($0) }
        case .logarithm: .computing(count, F.self) { log($0) }
        case .errorFunction: .computing(count, F.self) { erf($0) }
        case .sine: .computing(count, F.self) { sin($0) }
        case .cosine: .computing(count, F.self) { cos($0) }
        case .tangent: .computing(count, F.self) { tan($0) }
        case .arcSine: .computing(count, F.self) { asin($0) }
        case .arcCosine: .computing(count, F.self) { acos($0) }
        case .arcTangent: .computing(count, F.self) { atan($0) }
        case .hyperbolicSine: .computing(count, F.self) { sinh($0) }
        case .hyperbolicCosine: .computing(count, F.self) { cosh($0) }
        case .hyperbolicTangent: .computing(count, F.self) { tanh($0) }
        case .hyperbolicArcSine: .computing(count, F.self) { asinh($0) }
        case .hyperbolicArcCosine: .computing(count, F.self) { acosh($0) }
        case .hyperbolicArcTangent: .computing(count, F.self) { atanh($0) }
        default: activation(count, F.self)
        }
    }

    private func activation<F: BinaryFloatingPoint & Number>(_ count: Int, _: F.Type) -> Kernel {
        switch operation {
        case .sigmoid: .computing(count, F.self) { 1 / (1 + exp(-$0)) }
        case .softplus: .computing(count, F.self) { softplus($0) }
        case .softsign: .mapping(count, F.self) { $0 / (1 + $0.magnitude) }
        case .mish: .computing(count, F.self) { $0 * tanh(softplus($0)) }
        case .hardSigmoid(let alpha, let beta): hardSigmoid(count, F(alpha), F(beta))
        case .hardSwish: .mapping(count, F.self) { $0 * min(max($0 / 6 + 0.5, 0), 1) }
        case .leakyRelu(let alpha): leakyRelu(count, F(alpha))
        case .thresholdedRelu(let alpha): thresholdedRelu(count, F(alpha))
        case .exponentialLinear(let alpha, let beta, let gamma):
            exponentialLinear(count, F.self, Double(alpha), Double(beta), Double(gamma))
        case .swish(let alpha): swish(count, F.self, Double(alpha))
        case .gelu(isApproximate: false): .computing(count, F.self) { $0 / 2 * (1 + erf($0 * 0.5.squareRoot())) }
        case .gelu(isApproximate: true):
            .computing(count, F.self) {
                $0 / 2 * (1 + tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0)))
            }
        case .shrink(let threshold, let bias): shrink(count, F(threshold), F(bias))
        default: preconditionFailure("\(operation) is no activation")
        }
    }

    private func hardSigmoid<F: BinaryFloatingPoint & Number>(_ count: Int, _ alpha: F, _ beta: F) -> Kernel {
        .mapping(count, F.self) { min(max(alpha * $0 + beta, 0), 1) }
    }

    private func leakyRelu<F: BinaryFloatingPoint & Number>(_ count: Int, _ alpha: F) -> Kernel {
        .mapping(count, F.self) { $0 < 0 ? alpha * $0 : $0 }
    }

    private func thresholdedRelu<F: BinaryFloatingPoint & Number>(_ count: Int, _ alpha: F) -> Kernel {
        .mapping(count, F.self) { $0 <= alpha ? 0 : $0 }
    }

    private func exponentialLinear<F: BinaryFloatingPoint & Number>(
        _ count: Int, _: F.Type, _ alpha: Double, _ beta: Double, _ gamma: Double
    ) -> Kernel {
        .computing(count, F.self) { $0 > 0 ? beta * $0 : alpha * expm1($0 / gamma) }
    }

    private func swish<F: BinaryFloatingPoint & Number>(_ count: Int, _: F.Type, _ alpha: Double) -> Kernel {
        .computing(count, F.self) { $0 / (1 + exp(-alpha * $0)) }
    }

    private func shrink<F: BinaryFloatingPoint & Number>(_ count: Int, _ threshold: F, _ bias: F) -> Kernel {
        .mapping(count, F.self) { $0 < -threshold ? $0 + bias : $0 > threshold ? $0 - bias : 0 }
    }

    func integerKernel<I: FixedWidthInteger & Number>(_ count: Int, _: I.Type) -> Kernel {
        switch operation {
        case .absolute: return .mapping(count, I.self) { $0.absolute }
        case .negate: return .mapping(count, I.self) { $0.negated }
        case .sign: return .mapping(count, I.self) { $0.sign as I }
        case .relu: return .mapping(count, I.self) { $0 < 0 ? 0 : $0 }
        case .shrink(let threshold, let bias):
            let (threshold, bias) = (Double(threshold), Double(bias))
            return .mapping(count, I.self) {
                let value = $0.double
                return I(rounding: value < -threshold ? value + bias : value > threshold ? value - bias : 0)
            }
        default: preconditionFailure("\(operation) is not for integers")
        }
    }
}

extension Kernel {
    fileprivate static func applying(
        _ count: Int, _ function: CKFunction, _ alpha: Float = 0, _ beta: Float = 0
    ) -> Kernel {
        Kernel(overwrites: 0) { frame in
            let (input, output) = (frame.input(0), frame.output())
            frame.crew.share(count, grain: elementGrain) { range in
                ck_apply(function, alpha, beta, input + range.lowerBound, output + range.lowerBound, range.count)
            }
        }
    }

    @inline(__always)
    fileprivate static func computing<F: BinaryFloatingPoint & Element>(
        _ count: Int, _: F.Type, _ apply: @escaping @Sendable (Double) -> Double
    ) -> Kernel {
        .mapping(count, F.self) { F(apply(Double($0))) }
    }
}

/// log(1 + exp(x)), of a large x too.
private func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-x.magnitude)) }

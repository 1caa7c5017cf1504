"""Tensors as the `.npy` files that `i2e models run` reads and writes."""

import numpy as np
import onnx


def file_name(tensor):
    """The file of a tensor: its name with what a path or a drive would make of it taken out."""
    return tensor.replace("/", "_").replace(":", "_") + ".npy"


def numpy_type(element_type):
    """The NumPy type of an ONNX element type; bfloat16, float8 and the four- and two-bit types come from ml_dtypes."""
    return np.dtype(onnx.helper.tensor_dtype_to_np_dtype(element_type))


def write_tensors(folder, tensors):
    """Writes each array as `<name>.npy`; a type NumPy has no name for becomes void of its width."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in tensors.items():
        array = np.asarray(value)
        if array.dtype.isbuiltin != 1:
            array = array.view(f"V{array.dtype.itemsize}")
        np.save(folder / file_name(name), array)


def read_tensors(folder, element_types):
    """Reads the named tensors; void becomes the declared type, anything else stays what the file says it is."""
    tensors = {}
    for name, element_type in element_types.items():
        array = np.load(folder / file_name(name), allow_pickle=False)
        declared = numpy_type(element_type)
        if array.dtype.kind == "V" and declared.isbuiltin != 1 and array.dtype.itemsize == declared.itemsize:
            array = array.view(declared)
        tensors[name] = array
    return tensors
